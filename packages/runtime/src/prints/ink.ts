import { type Pixels, pngOf } from '../pdf/png.ts'
import { readPng } from '../pdf/read-png.ts'

/** So many points a side a picture may have, and so many its ink is printed with: twice as fine as any line it stands in. */
const most = { side: 3_000, width: 480, height: 200 }

/** Lighter than this is paper. */
const paper = 245

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The part of a picture that is written on; undefined for an empty sheet. */
function inkBox({ width, height, bytes }: Pixels): Box | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      if (Math.min(bytes[at] ?? 255, bytes[at + 1] ?? 255, bytes[at + 2] ?? 255) >= paper) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  return right < 0 ? undefined : { left, top, right, bottom }
}

/** A part of a picture, smaller: each point is the mean of those it stands for, so that no stroke is lost. */
function fitted({ width, bytes }: Pixels, { left, top, right, bottom }: Box): Pixels {
  const share = Math.max(1, (right - left) / most.width, (bottom - top) / most.height)
  const size = {
    width: Math.max(1, Math.round((right - left) / share)),
    height: Math.max(1, Math.round((bottom - top) / share)),
  }
  const points = new Uint8Array(size.width * size.height * 4).fill(255)
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const [x1, y1] = [left + Math.floor(x * share), top + Math.floor(y * share)]
      const x2 = Math.min(right, Math.max(x1 + 1, left + Math.floor((x + 1) * share)))
      const y2 = Math.min(bottom, Math.max(y1 + 1, top + Math.floor((y + 1) * share)))
      const sums = [0, 0, 0]
      for (let row = y1; row < y2; row += 1)
        for (let column = x1; column < x2; column += 1)
          for (let colour = 0; colour < 3; colour += 1)
            sums[colour] = (sums[colour] ?? 0) + (bytes[(row * width + column) * 4 + colour] ?? 255)
      const count = (x2 - x1) * (y2 - y1)
      for (let colour = 0; colour < 3; colour += 1)
        points[(y * size.width + x) * 4 + colour] = Math.round((sums[colour] ?? 0) / count)
    }
  return { ...size, bytes: points }
}

/**
 * What somebody wrote by hand, as a `data:` URI that can be printed: cut to its ink, on white. It is drawn anew, so that
 * nothing of the file itself gets into a document, and none that is broken keeps one from being printed. Undefined for an
 * empty sheet and for what is no such picture.
 */
export function inkOf(file: Uint8Array): string | undefined {
  const picture = readPng(file, most.side)
  const box = picture && inkBox(picture)
  if (picture === undefined || box === undefined) return undefined
  return `data:image/png;base64,${Buffer.from(pngOf(fitted(picture, box))).toString('base64')}`
}
