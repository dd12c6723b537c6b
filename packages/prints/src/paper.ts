import type { PrintDocument } from '@mortise/schema'

/** Width and height of a page in points. */
export type PageSizePoints = { readonly width: number; readonly height: number }

const point = 72 / 25.4

/** Upright paper by name, in points. */
const sheets: { readonly [name: string]: readonly [number, number] } = {
  A3: [841.89, 1190.55],
  A4: [595.28, 841.89],
  A5: [419.53, 595.28],
  B5: [498.9, 708.66],
  LETTER: [612, 792],
}

/** Continuous forms as needle printers take them, in millimetres; they have one way up only. */
const continuous: { readonly [name: string]: readonly [number, number] } = {
  '241X280': [241, 280],
  '241X140': [241, 140],
  '241X93': [241, 93.3],
}

/** Names of paper a template may give. */
export const paperNames: readonly string[] = [
  ...Object.keys(sheets),
  ...Object.keys(continuous).map((name) => name.toLowerCase()),
]

function turned(
  [width, height]: readonly [number, number],
  orientation: 'portrait' | 'landscape' | undefined,
): PageSizePoints {
  const lying = width > height
  const swap = orientation !== undefined && lying !== (orientation === 'landscape') && width !== height
  return swap ? { width: height, height: width } : { width, height }
}

/** Whether paper is continuous: it goes into the printer one way only, whatever orientation is asked for. */
export function isContinuous(size: PrintDocument['page']['size']): boolean {
  return typeof size === 'string' && Object.hasOwn(continuous, size.toUpperCase())
}

/** The paper of a page as it lies in the printer; undefined when there is no such paper. */
export function paperOf({ size, orientation }: PrintDocument['page']): PageSizePoints | undefined {
  if (typeof size !== 'string') {
    const [width, height] = size
    return width > 0 && height > 0 ? turned([width, height], orientation) : undefined
  }
  const name = size.toUpperCase()
  const form = Object.hasOwn(continuous, name) ? continuous[name] : undefined
  if (form !== undefined) return { width: form[0] * point, height: form[1] * point }
  const sheet = Object.hasOwn(sheets, name) ? sheets[name] : undefined
  return sheet && turned(sheet, orientation)
}
