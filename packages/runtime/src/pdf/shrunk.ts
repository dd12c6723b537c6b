import type { Pixels } from './png.ts'

/** A part of a picture; right and bottom not included. */
export type PixelBox = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A part of a picture, smaller: each point is the mean of those it stands for, so that no stroke is lost. */
export function shrunk(
  { width, bytes }: Pixels,
  { left, top, right, bottom }: PixelBox,
  size: Omit<Pixels, 'bytes'>,
): Pixels {
  const [across, down] = [(right - left) / size.width, (bottom - top) / size.height]
  const points = new Uint8Array(size.width * size.height * 4).fill(255)
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const [x1, y1] = [left + Math.floor(x * across), top + Math.floor(y * down)]
      const x2 = Math.min(right, Math.max(x1 + 1, left + Math.floor((x + 1) * across)))
      const y2 = Math.min(bottom, Math.max(y1 + 1, top + Math.floor((y + 1) * down)))
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
