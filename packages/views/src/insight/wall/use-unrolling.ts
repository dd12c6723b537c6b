import { type RefObject, useEffect } from 'react'

/** Milliseconds between two steps; a step is a fraction of a line, so that it can be read meanwhile. */
const step = 50
/** The part of a page's time in which a table stands still before it begins to move, and after. */
const still = 0.2

/**
 * Nobody scrolls on a wall: a table that is longer than its tile moves up while its page stands, so that its last row was
 * there too, and begins again where the page stays for longer. Where it is scrolled by hand, `moves` is false.
 */
export function useUnrolling(box: RefObject<HTMLElement | null>, seconds: number, moves: boolean): void {
  useEffect(() => {
    if (!moves) return undefined
    const whole = seconds * 1000
    let passed = 0
    const timer = setInterval(() => {
      passed += step
      const share = ((passed % whole) / whole - still) / (1 - 2 * still)
      for (const table of box.current?.querySelectorAll('.m-result') ?? []) {
        const hidden = table.scrollHeight - table.clientHeight
        if (hidden > 0) table.scrollTop = Math.min(1, Math.max(0, share)) * hidden
      }
    }, step)
    return () => clearInterval(timer)
  }, [box, seconds, moves])
}
