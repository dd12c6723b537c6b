/** What a PNG says of itself. */
export type PngHead = {
  readonly width: number
  readonly height: number
  /** Of each number: 1, 2, 4, 8 or 16. */
  readonly bits: number
  /** 0 grey, 2 colours, 3 colours by number, 4 grey and how much it covers, 6 colours and how much they cover. */
  readonly kind: number
  /** Numbers of each point. */
  readonly channels: number
  /** Written in seven goes, each finer than the one before. */
  readonly interlaced: boolean
  /** Colours by number, three bytes each. */
  readonly palette: Uint8Array
  /** How much each of them covers. */
  readonly alphas: Uint8Array
  /** The one colour that stands for nothing; empty where there is none. */
  readonly clear: readonly number[]
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const channelsOf: { readonly [kind: number]: number } = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const bitsOf: { readonly [kind: number]: readonly number[] } = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

/** Whether a file begins as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return signature.every((one, at) => bytes[at] === one)
}

/** The parts of a PNG with a name, put together; undefined where its parts do not fit together. */
export function partsNamed(bytes: Buffer, name: string): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (at + 12 + length > bytes.length) return undefined
    if (kind === name) parts.push(bytes.subarray(at + 8, at + 8 + length))
    if (kind === 'IEND') return Buffer.concat(parts)
    at += 12 + length
  }
  return undefined
}

/** The head of a PNG; undefined for what is none. */
export function pngHead(bytes: Buffer): PngHead | undefined {
  if (!isPng(bytes) || bytes.length < 33 || bytes.subarray(12, 16).toString('latin1') !== 'IHDR')
    return undefined
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const [bits = 0, kind = -1, , , interlace = 2] = bytes.subarray(24, 29)
  const channels = channelsOf[kind]
  if (channels === undefined || width === 0 || height === 0 || interlace > 1) return undefined
  if (!(bitsOf[kind] ?? []).includes(bits)) return undefined
  const palette = partsNamed(bytes, 'PLTE')
  const told = partsNamed(bytes, 'tRNS') ?? Buffer.alloc(0)
  if (palette === undefined || (kind === 3 && palette.length < 3)) return undefined
  const colours = kind === 0 ? 1 : kind === 2 ? 3 : 0
  const clear =
    colours > 0 && told.length >= colours * 2
      ? Array.from({ length: colours }, (_, at) => told.readUInt16BE(at * 2))
      : []
  const alphas = kind === 3 ? told : Buffer.alloc(0)
  return { width, height, bits, kind, channels, interlaced: interlace === 1, palette, alphas, clear }
}
