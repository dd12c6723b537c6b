import { createRequire } from 'node:module'
import zlib from 'node:zlib'

/** The reader of PNG files that the PDF library uses, as far as it is touched here. */
type PngReader = {
  readonly prototype: { decodePixels: (this: object, done: (pixels: Uint8Array) => void) => unknown }
}

let done = false

/**
 * Has pictures with see-through parts unpacked at once, one after the other. The PDF library unpacks them beside each other and
 * writes each into the file when it is ready, so that two of them came in an order of their own each time: the same document
 * was not the same bytes.
 */
export function steadyPictures(): void {
  if (done) return
  done = true
  const fromPdfmake = createRequire(createRequire(import.meta.url).resolve('pdfmake'))
  const { prototype } = createRequire(fromPdfmake.resolve('pdfkit'))('png-js') as PngReader
  const { decodePixels } = prototype
  prototype.decodePixels = function (pixels) {
    const { inflate } = zlib
    const now = (packed: Uint8Array, ready: (error: Error | null, bytes?: Uint8Array) => void): void =>
      ready(null, zlib.inflateSync(packed))
    Object.assign(zlib, { inflate: now })
    try {
      return decodePixels.call(this, pixels)
    } finally {
      Object.assign(zlib, { inflate })
    }
  }
}
