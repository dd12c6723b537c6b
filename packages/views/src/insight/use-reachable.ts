import { type RefCallback, useCallback } from 'react'

/**
 * Lets keys reach what scrolls: an area whose content is longer than it is becomes a stop of the Tab key, and is none as
 * long as everything is in sight.
 */
export function useReachable(): RefCallback<HTMLElement> {
  return useCallback((area: HTMLElement | null) => {
    if (area === null || typeof ResizeObserver === 'undefined') return undefined
    const look = (): void => {
      const scrolls = area.scrollHeight > area.clientHeight + 1 || area.scrollWidth > area.clientWidth + 1
      if (scrolls) area.tabIndex = 0
      else area.removeAttribute('tabindex')
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(area)
    const watchContent = (): void => {
      for (const child of area.children) sizes.observe(child)
      look()
    }
    const changes = new MutationObserver(watchContent)
    changes.observe(area, { childList: true, subtree: true })
    watchContent()
    return () => {
      sizes.disconnect()
      changes.disconnect()
    }
  }, [])
}
