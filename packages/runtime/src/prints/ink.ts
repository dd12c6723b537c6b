import { type Pixels, pngOf } from '../pdf/png.ts'
import { readPng } from '../pdf/read-png.ts'
import { type PixelBox, shrunk } from '../pdf/shrunk.ts'

/** So many points a side a picture may have, and so many its ink is printed with: twice as fine as any line it stands in. */
const most = { side: 3_000, width: 480, height: 200 }

/** Lighter than this is paper. */
const paper = 245

/** The part of a picture that is written on; undefined for an empty sheet. */
function inkBox({ width, height, bytes }: Pixels): PixelBox | undefined {
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

/** A part of a picture, no larger than ink is printed. */
function fitted(picture: Pixels, box: PixelBox): Pixels {
  const { left, top, right, bottom } = box
  const share = Math.max(1, (right - left) / most.width, (bottom - top) / most.height)
  return shrunk(picture, box, {
    width: Math.max(1, Math.round((right - left) / share)),
    height: Math.max(1, Math.round((bottom - top) / share)),
  })
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
