import { el, type MailElement, type MailNode, type MailStyle } from './node.ts'

/** A look by day and by night. */
export type Look = { readonly style: MailStyle; readonly dark: MailStyle }

/** Letters that the reader's machine has: none are fetched. */
export const mailFont =
  "-apple-system,'PingFang SC','Microsoft YaHei','Segoe UI',Roboto,'Noto Sans SC',sans-serif"

/** How wide a mail is at most, in pixels. */
export const mailWidth = 600

/** The room at the sides of each block, and on a phone. */
export const sides = { wide: 32, narrow: 20 } as const

/** Colours of mails: they are those of the product, by day and by night. */
export const looks: { readonly [name in 'ink' | 'soft' | 'page' | 'card' | 'tint']: Look } = {
  ink: { style: { color: '#1E2227' }, dark: { color: '#E7E9EC' } },
  soft: { style: { color: '#555D66' }, dark: { color: '#A8B0BA' } },
  page: { style: { background: '#F6F5F2' }, dark: { background: '#15171A' } },
  card: { style: { background: '#FFFFFF' }, dark: { background: '#1D2024' } },
  tint: { style: { background: '#F6F5F2' }, dark: { background: '#24282D' } },
}

const line = '#E5E2DB'
const darkLine = '#30343A'

/** A line at one side of something. */
export function ruled(side: 'Top' | 'Bottom' | ''): Look {
  return {
    style: { [`border${side}`]: `1px solid ${line}` },
    dark: { borderColor: darkLine },
  }
}

/** Looks one over the other. */
export function together(...all: readonly Partial<Look>[]): Look {
  return {
    style: Object.assign({}, ...all.map(({ style }) => style)) as MailStyle,
    dark: Object.assign({}, ...all.map(({ dark }) => dark)) as MailStyle,
  }
}

type Rgb = readonly [number, number, number]

function rgbOf(colour: string): Rgb {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}

/** How light a colour is to the eye, 0 to 1. */
function lightOf([r, g, b]: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((one) => {
    const share = one / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: Rgb, b: Rgb): number {
  const [high = 0, low = 0] = [lightOf(a), lightOf(b)].toSorted((one, other) => other - one)
  return (high + 0.05) / (low + 0.05)
}

function mixed(colour: Rgb, other: Rgb, share: number): Rgb {
  return colour.map((one, at) => Math.round(one + ((other[at] ?? 0) - one) * share)) as unknown as Rgb
}

const hex = (colour: Rgb): string =>
  `#${colour.map((one) => one.toString(16).padStart(2, '0')).join('')}`.toUpperCase()

const [white, ink, darkCard]: readonly Rgb[] = ['#FFFFFF', '#15171A', '#1D2024'].map(rgbOf)

/** A colour of `#RRGGBB` as it can still be read on a dark ground: lightened step by step until it can. */
export function byNight(colour: string): string {
  let now = rgbOf(colour)
  for (let step = 0; step < 20 && contrast(now, darkCard ?? now) < 4.5; step += 1)
    now = mixed(now, white ?? now, 0.1)
  return hex(now)
}

/** Black or white, whichever can be read on a colour. */
export function onColour(colour: string): string {
  const ground = rgbOf(colour)
  return contrast(ground, white ?? ground) >= contrast(ground, ink ?? ground) ? '#FFFFFF' : '#15171A'
}

/** Words in a colour, by day as they are asked for, by night so that they can be read. */
export function coloured(colour: string | undefined): Partial<Look> {
  return colour === undefined ? {} : { style: { color: colour }, dark: { color: byNight(colour) } }
}

/** A table that only puts things in place: what all mail programs know. */
export function frame(more: Omit<MailElement, 'tag' | 'children'>, rows: readonly MailNode[]): MailElement {
  return el('table', { width: '100%', ...more }, [el('tbody', {}, rows)])
}
