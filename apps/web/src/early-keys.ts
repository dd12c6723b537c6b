import { useEffect, useState } from 'react'

/**
 * Letters typed after a panel was asked for and before its own input has the focus. People press Ctrl-K and type on;
 * what they type in the moment between must not fall beside it.
 */
export function useEarlyKeys(open: boolean): string {
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (!open) return undefined
    setTyped('')
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return
      // As soon as the panel listens, the keys are its own.
      if (document.activeElement?.closest('.m-palette') instanceof Element) return
      event.preventDefault()
      setTyped((before) => before + event.key)
    }
    addEventListener('keydown', hear, true)
    return () => removeEventListener('keydown', hear, true)
  }, [open])
  return typed
}
