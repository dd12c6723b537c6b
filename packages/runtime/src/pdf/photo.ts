import { encode } from 'jpeg-js'
import type { PhotoFault } from '@mortise/prints'
import { isJpeg, jpegHead } from './jpeg-head.ts'
import { type Pixels, pngOf } from './png.ts'
import { isPng, pngHead } from './png-head.ts'
import { forgetLarge } from './rasterize.ts'
import { readJpeg } from './read-jpeg.ts'
import { readPng } from './read-png.ts'
import { shrunk } from './shrunk.ts'

/** A stored file on its way to a drawing thread, and how many points its longer side is to have at most. */
export type PhotoRequest = { readonly bytes: Uint8Array; readonly side: number }

/** The picture as it is embedded, and the size of what it was made from, upright; or why there is none. */
export type PhotoMade =
  | { readonly uri: string; readonly width: number; readonly height: number }
  | { readonly fault: PhotoFault }

/**
 * Points that are read at most: the largest that phones make by themselves. A PNG lies unpacked in memory while it is read, and
 * has fewer.
 */
const most = { jpeg: 50_000_000, png: 36_000_000, side: 20_000 }
/** A PNG of more bytes than this is written as a JPEG: it is a photo, and no drawing. */
const drawing = 300_000
const quality = 84

type Size = { readonly width: number; readonly height: number }

/** The size at which the longer side has so many points; never larger than it is. */
function sized({ width, height }: Size, side: number): Size {
  const share = Math.min(1, side / Math.max(width, height))
  const whole = (length: number): number => Math.max(1, Math.round(length * share))
  return { width: whole(width), height: whole(height) }
}

const box = ({ width, height }: Size) => ({ left: 0, top: 0, right: width, bottom: height })

function jpegUri({ width, height, bytes }: Pixels): string {
  const { data } = encode({ width, height, data: bytes }, quality)
  return `data:image/jpeg;base64,${Buffer.from(data).toString('base64')}`
}

async function fromJpeg(bytes: Buffer, side: number): Promise<PhotoMade> {
  const head = jpegHead(bytes)
  if (head === undefined) return { fault: 'broken' }
  if (head.width * head.height > most.jpeg) return { fault: 'large' }
  const upright = head.turn > 4 ? { width: head.height, height: head.width } : head
  const size = sized(upright, side)
  // Drawn twice as fine and then made smaller: the mean of four points is smoother than any one of them.
  const finer = sized(upright, side * 2)
  const drawn = await readJpeg(bytes, head, finer)
  forgetLarge(head.width * head.height)
  if (drawn === undefined) return { fault: 'broken' }
  const { width, height } = upright
  return { uri: jpegUri(shrunk(drawn, box(finer), size)), width, height }
}

function fromPng(bytes: Buffer, side: number): PhotoMade {
  const head = pngHead(bytes)
  if (head === undefined) return { fault: 'broken' }
  const { width, height } = head
  if (width * height > most.png || Math.max(width, height) > most.side) return { fault: 'large' }
  const by = Math.max(1, Math.floor(Math.max(width, height) / (side * 2)))
  const read = readPng(bytes, most.side, by)
  if (read === undefined) return { fault: 'broken' }
  const pixels = shrunk(read, box(read), sized(read, side))
  const png = pngOf(pixels)
  const uri =
    png.byteLength > drawing
      ? jpegUri(pixels)
      : `data:image/png;base64,${Buffer.from(png).toString('base64')}`
  return { uri, width, height }
}

/**
 * Makes a stored picture ready for paper: upright, no finer than it is printed, and drawn anew, so that nothing else that is in
 * the file (where it was taken, by whom) gets into a document, and none that is broken keeps one from being printed. The same
 * bytes give the same picture.
 */
export async function drawPhoto({ bytes, side }: PhotoRequest): Promise<PhotoMade> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isJpeg(file)) return fromJpeg(file, side)
  return isPng(file) ? fromPng(file, side) : { fault: 'kind' }
}
