/** What a JPEG says of itself. */
export type JpegHead = {
  /** As it is stored; a phone that was held upright stores its pictures lying. */
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for colours, 4 for printers' inks. */
  readonly channels: number
  /** How it is to be turned, from 1 (not at all) to 8, as cameras count. */
  readonly turn: number
}

/** Whether a file begins as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}

/** The tag of the turn in the first list of what a camera notes; 1 where there is none. */
function turnIn(notes: Buffer): number {
  const order = notes.subarray(0, 2).toString('latin1')
  if (notes.length < 8 || (order !== 'II' && order !== 'MM')) return 1
  const small = order === 'II'
  const short = (at: number): number => (small ? notes.readUInt16LE(at) : notes.readUInt16BE(at))
  const list = small ? notes.readUInt32LE(4) : notes.readUInt32BE(4)
  if (list + 2 > notes.length) return 1
  const count = short(list)
  for (let entry = 0; entry < count; entry += 1) {
    const at = list + 2 + entry * 12
    if (at + 12 > notes.length) return 1
    if (short(at) !== 0x0112) continue
    const turn = short(at + 8)
    return turn >= 1 && turn <= 8 ? turn : 1
  }
  return 1
}

const exif = 'Exif\0\0'

/** Markers of a frame that the renderer reads: points follow, in one go or in several that are each finer. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])

/**
 * The head of a JPEG. Undefined for what is none, for kinds that nobody uses (arithmetic, lossless), and for a file that breaks
 * off: it has no end.
 */
export function jpegHead(bytes: Buffer): JpegHead | undefined {
  if (!isJpeg(bytes)) return undefined
  let turn = 1
  let frame: Omit<JpegHead, 'turn'> | undefined
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    // Bytes that fill up.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    const part = bytes.subarray(at + 4, at + 2 + length)
    if (length < 2 || at + 2 + length > bytes.length) return undefined
    if (marker === 0xe1 && part.subarray(0, 6).toString('latin1') === exif) turn = turnIn(part.subarray(6))
    if (frames.has(marker) && part.length >= 6 && part[0] === 8)
      frame = { height: part.readUInt16BE(1), width: part.readUInt16BE(3), channels: part[5] ?? 0 }
    // Points begin here. Much may stand behind the end: phones put a short film there.
    if (marker === 0xda) return bytes.includes(Buffer.of(0xff, 0xd9), at) ? whole(frame, turn) : undefined
    at += 2 + length
  }
  return undefined
}

function whole(frame: Omit<JpegHead, 'turn'> | undefined, turn: number): JpegHead | undefined {
  const fits =
    frame !== undefined && frame.width > 0 && frame.height > 0 && [1, 3, 4].includes(frame.channels)
  return fits ? { ...frame, turn } : undefined
}
