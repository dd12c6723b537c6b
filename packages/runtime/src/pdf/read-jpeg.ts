import type { JpegHead } from './jpeg-head.ts'
import type { Pixels } from './png.ts'
import { rasterize } from './rasterize.ts'

/**
 * How a picture lies on its page, by its turn: where its right and its upper edge lead, and where it begins, in parts of the
 * width and height of the page.
 */
const turns: readonly (readonly [number, number, number, number, number, number])[] = [
  [1, 0, 0, 1, 0, 0],
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
]

const colourSpaces: { readonly [channels: number]: string } = {
  1: '/DeviceGray',
  3: '/DeviceRGB',
  // Inks are stored the other way round.
  4: '/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]',
}

/** What lies under the picture: two colours, by which it is seen whether anything was drawn over them. */
const left = [255, 0, 255]
const right = [0, 255, 0]

type Size = { readonly width: number; readonly height: number }

/** The picture alone on a page of its own size in points. */
function pageOf(file: Uint8Array, { width, height, channels, turn }: JpegHead, page: Size): Buffer {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = turns[turn - 1] ?? []
  const [w, h] = [page.width, page.height]
  const matrix = [a * w, b * h, c * w, d * h, e * w, f * h].join(' ')
  const ground = (colour: readonly number[], x: number): string =>
    `${colour.map((one) => one / 255).join(' ')} rg ${x} 0 ${w} ${h} re f`
  const content = `${ground(left, 0)} ${ground(right, w / 2)} q ${matrix} cm /P Do Q`
  const parts: Buffer[] = []
  const places: number[] = []
  let length = 0
  const put = (part: Buffer | string): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    parts.push(bytes)
    length += bytes.length
  }
  const object = (dictionary: string, stream?: Uint8Array): void => {
    places.push(length)
    put(`${places.length} 0 obj\n${dictionary}\n`)
    if (stream !== undefined) {
      put('stream\n')
      put(Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength))
      put('\nendstream\n')
    }
    put('endobj\n')
  }
  put('%PDF-1.4\n')
  object('<< /Type /Catalog /Pages 2 0 R >>')
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 5 0 R /Resources << /XObject << /P 4 0 R >> >> >>`,
  )
  const kind = `/Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /DCTDecode /ColorSpace ${colourSpaces[channels]}`
  object(`<< ${kind} /Width ${width} /Height ${height} /Length ${file.byteLength} >>`, file)
  object(`<< /Length ${content.length} >>`, Buffer.from(content, 'latin1'))
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const from = length
  put(
    `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${from}\n%%EOF\n`,
  )
  return Buffer.concat(parts)
}

/** Whether what lies under a picture is still to be seen in the middle of both halves: nothing was drawn. */
function isBare({ width, height, bytes }: Pixels): boolean {
  const shows = (part: number, colour: readonly number[]): boolean => {
    const at = (Math.floor(height / 2) * width + Math.floor(width * part)) * 4
    return colour.every((one, index) => bytes[at + index] === one)
  }
  return shows(0.25, left) && shows(0.75, right)
}

/**
 * Reads a JPEG of any usual kind as many points large as is said, upright. Undefined where its bytes are no picture. It is drawn
 * by the renderer of PDFs, which reads it line by line: it never lies in this process's heap at full size.
 */
export async function readJpeg(file: Uint8Array, head: JpegHead, size: Size): Promise<Pixels | undefined> {
  const pixels = await rasterize(pageOf(file, head, size), size)
  return isBare(pixels) ? undefined : pixels
}
