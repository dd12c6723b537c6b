import type { PngHead } from './png-head.ts'

/** Rows that lie behind each other in a file: every `dx`th point of every `dy`th row, from `x` and `y` on. */
export type PngPass = {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
  /** Points across and rows. */
  readonly width: number
  readonly height: number
  /** Where they begin, and the bytes of one behind the byte that says how it is told. */
  readonly from: number
  readonly rowBytes: number
}

const whole = [[0, 0, 1, 1]] as const
const finer = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** The rows of a file in their order, and how many bytes they are together. */
export function passesOf(head: PngHead): { readonly passes: readonly PngPass[]; readonly bytes: number } {
  const passes: PngPass[] = []
  let from = 0
  for (const [x, y, dx, dy] of head.interlaced ? finer : whole) {
    const width = Math.ceil((head.width - x) / dx)
    const height = Math.ceil((head.height - y) / dy)
    if (width <= 0 || height <= 0) continue
    const rowBytes = Math.ceil((width * head.channels * head.bits) / 8)
    passes.push({ x, y, dx, dy, width, height, from, rowBytes })
    from += (rowBytes + 1) * height
  }
  return { passes, bytes: from }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** What a byte is told by: nothing, the one on its left, the one above, the mean of both, or the nearest of three. */
const guesses: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

/** Takes the differences to neighbours out of rows, in place; false where a row says nothing known of its differences. */
export function unfiltered(rows: Buffer, pass: PngPass, { bits, channels }: PngHead): boolean {
  const { from, rowBytes, height } = pass
  const step = Math.max(1, (bits * channels) >> 3)
  for (let y = 0; y < height; y += 1) {
    const start = from + y * (rowBytes + 1) + 1
    const guess = guesses[rows[start - 1] ?? 5]
    if (guess === undefined) return false
    for (let x = 0; x < rowBytes; x += 1) {
      const at = start + x
      const left = x < step ? 0 : (rows[at - step] ?? 0)
      const up = y === 0 ? 0 : (rows[at - rowBytes - 1] ?? 0)
      const corner = x < step || y === 0 ? 0 : (rows[at - rowBytes - 1 - step] ?? 0)
      rows[at] = (rows[at] ?? 0) + guess(left, up, corner)
    }
  }
  return true
}

/** A number of a row that begins at `start`, as it is written. */
function numberAt(rows: Buffer, start: number, index: number, bits: number): number {
  if (bits === 8) return rows[start + index] ?? 0
  if (bits === 16) return (rows[start + index * 2] ?? 0) * 256 + (rows[start + index * 2 + 1] ?? 0)
  const bit = index * bits
  return ((rows[start + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1)
}

/** Writes a point of a row into `point` as red, green and blue to 255, on white paper that shines through. */
export type ReadPoint = (start: number, x: number, point: Float64Array) => void

/** Reads points of rows whose differences were taken out. */
export function pointReader(
  rows: Buffer,
  { bits, channels, kind, palette, alphas, clear }: PngHead,
): ReadPoint {
  const onPaper = (point: Float64Array, cover: number): void => {
    for (let colour = 0; colour < 3; colour += 1) point[colour] = ((point[colour] ?? 0) - 255) * cover + 255
  }
  if (kind === 3)
    return (start, x, point) => {
      const index = numberAt(rows, start, x, bits)
      for (let colour = 0; colour < 3; colour += 1) point[colour] = palette[index * 3 + colour] ?? 0
      onPaper(point, (alphas[index] ?? 255) / 255)
    }
  const scale = 255 / (2 ** bits - 1)
  const colours = channels < 3 ? 1 : 3
  return (start, x, point) => {
    const first = x * channels
    let isClear = clear.length > 0
    for (let colour = 0; colour < 3; colour += 1) {
      const number = numberAt(rows, start, first + (colours === 1 ? 0 : colour), bits)
      isClear &&= colour >= clear.length || clear[colour] === number
      point[colour] = number * scale
    }
    if (channels !== colours) onPaper(point, (numberAt(rows, start, first + colours, bits) * scale) / 255)
    else if (isClear) onPaper(point, 0)
  }
}
