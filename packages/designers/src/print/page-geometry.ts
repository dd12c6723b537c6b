import type { LaidPage } from '@mortise/prints'
import type { PagePoint } from './places.ts'
import { rulerSize } from './rulers.tsx'

/** Pixels between pages. */
const gap = 28

/** Where a page begins among all, in pixels from the top left corner. */
export function pageCorner(
  pages: readonly LaidPage[],
  page: number,
  scale: number,
): { readonly left: number; readonly top: number } {
  const top = pages.slice(0, page).reduce((sum, { height }) => sum + height * scale + gap, rulerSize)
  return { left: rulerSize, top }
}

/** How much room all pages take, in pixels. */
export function pagesSize(
  pages: readonly LaidPage[],
  scale: number,
): { readonly width: number; readonly height: number } {
  const widest = Math.max(0, ...pages.map(({ width }) => width))
  return {
    width: rulerSize + widest * scale,
    height: Math.max(rulerSize, pageCorner(pages, pages.length, scale).top - gap),
  }
}

/** The page at a point in pixels, and where on it in millimetres; what lies between pages belongs to the one above. */
export function pagePoint(
  pages: readonly LaidPage[],
  { x, y }: { readonly x: number; readonly y: number },
  scale: number,
): PagePoint {
  const found = pages.findLastIndex((_, page) => y >= pageCorner(pages, page, scale).top)
  const page = Math.max(0, found)
  const corner = pageCorner(pages, page, scale)
  return { page, x: (x - corner.left) / scale, y: (y - corner.top) / scale }
}
