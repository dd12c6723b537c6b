import { useEffect } from 'react'

type Lock = { readonly release: () => Promise<void> }
type WakeLock = { readonly request: (kind: 'screen') => Promise<Lock> }

/**
 * Keeps the screen from going dark while the page is shown. Browsers let go of it when another page comes in front, so it
 * is asked for again; one that knows nothing of it, or refuses, is left alone.
 */
export function useWakeLock(): void {
  useEffect(() => {
    const { wakeLock } = navigator as { readonly wakeLock?: WakeLock }
    let lock: Lock | undefined
    let isOver = false
    const hold = async (): Promise<void> => {
      if (wakeLock === undefined || document.visibilityState !== 'visible') return
      const taken = await wakeLock.request('screen').catch(() => undefined)
      if (isOver) await taken?.release()
      else lock = taken
    }
    const seen = (): void => void hold()
    void hold()
    document.addEventListener('visibilitychange', seen)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', seen)
      void lock?.release().catch(() => undefined)
    }
  }, [])
}
