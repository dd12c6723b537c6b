import type { Mode } from './tokens.ts'

/** The soft colours of tags, options and stages. */
export const tintNames = [
  'gray',
  'red',
  'orange',
  'amber',
  'lime',
  'green',
  'teal',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'pink',
] as const

export type TintName = (typeof tintNames)[number]

/** A soft ground, a readable text on it, and a strong dot of the same hue. */
export type Tint = { readonly ground: string; readonly text: string; readonly dot: string }

const light: { readonly [K in TintName]: Tint } = {
  gray: { ground: '#EEECE7', text: '#4A4F57', dot: '#8A8F98' },
  red: { ground: '#FBE6E2', text: '#8F2A1E', dot: '#C95442' },
  orange: { ground: '#FCE9DA', text: '#87430F', dot: '#D0742E' },
  amber: { ground: '#FAEFD2', text: '#75500A', dot: '#C9952B' },
  lime: { ground: '#EFF3D6', text: '#525E14', dot: '#8FA035' },
  green: { ground: '#E1F2E6', text: '#1F5E3C', dot: '#46966A' },
  teal: { ground: '#DCF1EC', text: '#135C50', dot: '#3B9685' },
  cyan: { ground: '#DDF0F5', text: '#14586B', dot: '#3D93AB' },
  blue: { ground: '#E2ECF8', text: '#234A82', dot: '#4A7BC0' },
  indigo: { ground: '#E8E9F8', text: '#3B3F86', dot: '#6A70C2' },
  violet: { ground: '#F0E8F6', text: '#5D3B80', dot: '#9068B8' },
  pink: { ground: '#F9E6EF', text: '#862A58', dot: '#C4618F' },
}

const dark: { readonly [K in TintName]: Tint } = {
  gray: { ground: '#2F3338', text: '#C3C8CF', dot: '#8D949D' },
  red: { ground: '#3F2522', text: '#F4A99C', dot: '#DA6B5A' },
  orange: { ground: '#3E2A1B', text: '#F2B98A', dot: '#D98646' },
  amber: { ground: '#3A2F18', text: '#EBC77E', dot: '#CFA03F' },
  lime: { ground: '#2F341B', text: '#CBD68C', dot: '#9DAE4B' },
  green: { ground: '#1F3428', text: '#93D2AE', dot: '#57A67C' },
  teal: { ground: '#1B3430', text: '#8AD3C4', dot: '#4AA896' },
  cyan: { ground: '#1B3239', text: '#8CCDE0', dot: '#4FA3BB' },
  blue: { ground: '#212F45', text: '#A3C3F0', dot: '#6493D6' },
  indigo: { ground: '#292B48', text: '#B9BDF1', dot: '#8187D4' },
  violet: { ground: '#332741', text: '#D0B4EA', dot: '#A580CB' },
  pink: { ground: '#3C2431', text: '#EFAECB', dot: '#D277A1' },
}

/** The tint of a name, gray for names we don't know. */
export function tintOf(name: string | undefined, mode: Mode): Tint {
  const set = mode === 'dark' ? dark : light
  return name !== undefined && Object.hasOwn(set, name) ? set[name as TintName] : set.gray
}

/** A steady tint for a text, so that a person or app keeps its colour. */
export function tintFor(text: string): TintName {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return tintNames[1 + (sum % (tintNames.length - 1))] ?? 'blue'
}
