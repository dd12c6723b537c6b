const edge = 56
const fastest = 18

function scroller(of: HTMLElement | null): HTMLElement | undefined {
  for (let at = of; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return undefined
}

/** Scrolls what a canvas stands in while something is dragged near its upper or lower edge; true when it did. */
export function scrollNear(
  canvas: HTMLElement | null,
  point: { readonly x: number; readonly y: number } | null,
): boolean {
  const box = point === null ? undefined : scroller(canvas)
  if (box === undefined || point === null) return false
  const { top, bottom } = box.getBoundingClientRect()
  const above = Math.max(0, top + edge - point.y)
  const below = Math.max(0, point.y - (bottom - edge))
  if (above === 0 && below === 0) return false
  const before = box.scrollTop
  const way = below > 0 ? below : -above
  box.scrollTop += Math.sign(way) * Math.max(2, (Math.min(edge, Math.abs(way)) / edge) * fastest)
  return box.scrollTop !== before
}
