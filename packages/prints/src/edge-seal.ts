import type { Content } from 'pdfmake/interfaces.js'
import type { PageSizePoints } from './paper.ts'
import type { EdgeSeal } from './types.ts'

/** More slices than this from one seal are too thin to be held against each other; a further seal begins. */
const mostSlices = 16

/** Slices of a long document go over several seals, as even as can be. */
function sliceOf(number: number, count: number): { readonly at: number; readonly of: number } {
  const seals = Math.ceil(count / mostSlices)
  const each = Math.floor(count / seals)
  const longer = count % seals
  const inLonger = longer * (each + 1)
  return number <= inLonger
    ? { at: (number - 1) % (each + 1), of: each + 1 }
    : { at: (number - 1 - inLonger) % each, of: each }
}

/** The slice of a seal that one page of a document bears at its right edge; none where there is only one page. */
export function edgeSlice(
  seal: EdgeSeal,
  given: { readonly number: number; readonly count: number; readonly page: PageSizePoints },
): Content | undefined {
  const { number, count, page } = given
  if (count < 2) return undefined
  const { at, of } = sliceOf(number, count)
  const { image, size, opacity } = seal
  const width = size / of
  const picture = `<image xlink:href="${image}" x="0" y="0" width="${size}" height="${size}" opacity="${opacity}"/>`
  const box = `viewBox="${at * width} 0 ${width} ${size}" width="${width}" height="${size}"`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${box}>${picture}</svg>`
  const y = Math.min(page.height - size, Math.max(0, page.height * seal.at - size / 2))
  return { svg, width, height: size, absolutePosition: { x: page.width - width, y } }
}
