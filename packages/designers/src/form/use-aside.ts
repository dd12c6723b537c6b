import { type FocusEvent, startTransition, useCallback, useEffect, useMemo, useState } from 'react'

/** Whether somebody is at a side of a designer. */
export type Attention = {
  readonly inUse: boolean
  /** Says that somebody goes there. */
  readonly attend: () => void
  /** Goes on the element around the side. */
  readonly watch: {
    readonly onPointerEnter: () => void
    readonly onPointerLeave: (event: { readonly currentTarget: Element }) => void
    readonly onFocusCapture: () => void
    readonly onBlurCapture: (event: FocusEvent) => void
  }
}

/** Whether a side is in use: a pointer or the focus is in it. */
export function useAttention(): Attention {
  const [inUse, setInUse] = useState(false)
  return useMemo(() => {
    const attend = (): void => setInUse(true)
    const leave = ({ currentTarget }: { readonly currentTarget: Element }): void => {
      if (!currentTarget.contains(document.activeElement)) setInUse(false)
    }
    const blur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
      if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(':hover')) setInUse(false)
    }
    const watch = {
      onPointerEnter: attend,
      onPointerLeave: leave,
      onFocusCapture: attend,
      onBlurCapture: blur,
    }
    return { inUse, attend, watch }
  }, [inUse])
}

/**
 * What stands beside a canvas follows it once the canvas is painted: an edit there costs no more than what it moves. While
 * a side is in use itself it is always the newest, as what is done there builds on what it shows. Not for a component
 * that makes `newest` itself: it would be drawn without end.
 */
export function useAside<Value>(newest: Value, { inUse }: Pick<Attention, 'inUse'>): Value {
  const [later, setLater] = useState({ value: newest })
  const show = useCallback((value: Value) => startTransition(() => setLater({ value })), [])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(show, 0, newest)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [newest, show])
  return inUse ? newest : later.value
}
