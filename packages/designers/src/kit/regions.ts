import { useEffect } from 'react'

/** Parts of a designer in the order F6 goes round; the head comes last. */
const regions = ['.d-palette', '.d-outline', '.d-canvas', '.d-panel', '.d-top'] as const

const focusable =
  'input:not([type="hidden"]):not([disabled]), button:not([disabled]), a[href], textarea, select, [tabindex]:not([tabindex="-1"])'

/** What of a region takes the focus: what is selected in it, else its first control. */
function entryOf(region: HTMLElement): HTMLElement | null {
  return (
    region.querySelector<HTMLElement>('[data-main="true"], .d-node[tabindex="0"], .d-paper[tabindex="0"]') ??
    region.querySelector<HTMLElement>(focusable)
  )
}

function shown(): readonly HTMLElement[] {
  return regions.flatMap((one) => {
    const found = document.querySelector<HTMLElement>(`.d-frame ${one}`)
    return found === null || found.getClientRects().length === 0 ? [] : [found]
  })
}

function goRound(by: 1 | -1): void {
  const all = shown()
  const now = all.findIndex((one) => one.contains(document.activeElement))
  const start = now < 0 && by === -1 ? 0 : now
  for (let tries = 1; tries <= all.length; tries++) {
    const entry = all[(start + by * tries + all.length * 2) % all.length]
    const target = entry === undefined ? null : entryOf(entry)
    if (target !== null) return target.focus()
  }
}

/** F6 goes from part to part of a designer, also out of boxes being written in; Escape goes back to the canvas. */
export function useRegionKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'F6' && !event.ctrlKey && !event.altKey) {
        event.preventDefault()
        return goRound(event.shiftKey ? -1 : 1)
      }
      const target = event.target as Element | null
      const side = target?.closest?.('.d-panel, .d-palette, .d-outline') ?? null
      // An open list or dialog takes its Escape itself.
      const busy =
        target?.getAttribute('aria-expanded') === 'true' || (target?.closest('.ant-modal') ?? null) !== null
      if (event.key !== 'Escape' || side === null || busy || event.defaultPrevented) return
      const canvas = document.querySelector<HTMLElement>('.d-frame .d-canvas')
      if (canvas !== null) entryOf(canvas)?.focus()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
