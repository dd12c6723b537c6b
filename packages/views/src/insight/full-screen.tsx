import { IconButton, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { messages } from './messages.ts'

/** Whether an element fills the screen, and how to change that. */
export type FullScreen = { readonly on: boolean; readonly toggle: () => void }

/** Fills the screen with an element; where the browser won't, it fills the window. Escape leads back. */
export function useFullScreen(box: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false)
  useEffect(() => {
    const changed = (): void => setOn(document.fullscreenElement !== null)
    const key = (event: KeyboardEvent): void => {
      // A list that is open is closed first; it hears of the key after this.
      const list = event.target instanceof Element ? event.target.closest('[aria-expanded="true"]') : null
      if (event.key === 'Escape' && list === null) setOn(false)
    }
    document.addEventListener('fullscreenchange', changed)
    document.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('fullscreenchange', changed)
      document.removeEventListener('keydown', key, true)
    }
  }, [])
  const toggle = useCallback(() => {
    // A phone may know nothing of it.
    const leave = Boolean(document.fullscreenElement)
    setOn((now) => !now)
    const asked = leave ? document.exitFullscreen() : box.current?.requestFullscreen?.()
    // A browser that refuses leaves it filling the window.
    asked?.catch(() => undefined)
  }, [box])
  return { on, toggle }
}

const pauses = [0, 10, 30, 60, 300] as const

/** How long each tab stays while the dashboard hangs on a wall; nothing without tabs. */
export function useRotation(
  tabs: readonly string[],
  given: { readonly running: boolean; readonly next: () => void },
): {
  readonly seconds: number
  readonly set: (seconds: number) => void
} {
  const [seconds, set] = useState(30)
  const { running, next } = given
  const latest = useRef(next)
  latest.current = next
  const [turn, setTurn] = useState(0)
  const going = running && seconds > 0 && tabs.length > 1
  useEffect(() => {
    if (!going) return undefined
    const timer = setTimeout(() => {
      latest.current()
      setTurn(turn + 1)
    }, seconds * 1000)
    return () => clearTimeout(timer)
  }, [going, seconds, turn])
  return { seconds, set }
}

/** Chooses how long each tab stays. */
export function RotationBox({
  seconds,
  onChange,
}: {
  readonly seconds: number
  readonly onChange: (seconds: number) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <Select<number>
      aria-label={t('rotation')}
      value={seconds}
      style={{ width: 150 }}
      onChange={onChange}
      options={pauses.map((one) => ({
        value: one,
        label: one === 0 ? t('noRotation') : t('rotateEvery', { n: one }),
      }))}
    />
  )
}

/** The button that fills the screen and leads back. */
export function FullScreenButton({ full }: { readonly full: FullScreen }): ReactNode {
  const t = useT(messages)
  return (
    <IconButton
      icon={full.on ? 'minimize' : 'maximize'}
      label={t(full.on ? 'leaveFull' : 'full')}
      onClick={full.toggle}
    />
  )
}
