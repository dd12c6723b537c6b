import { Check } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'

/** One stage of a way. `days` is how long the record has been or was there. */
export type Stage = {
  readonly value: string
  readonly label: string
  readonly days?: number | undefined
  /** The end of the way, good or bad. */
  readonly end?: 'won' | 'lost' | undefined
  readonly stalled?: boolean | undefined
}

/** The way a record goes, as chevrons; a click moves it. Lost ends stand apart and show only when reached. */
export function StageBar({
  stages,
  current,
  onMove,
  disabled = false,
}: {
  readonly stages: readonly Stage[]
  readonly current: string | null
  readonly onMove?: (value: string) => void
  readonly disabled?: boolean
}): ReactNode {
  const t = useT(messages)
  const at = stages.findIndex((stage) => stage.value === current)
  const end = stages[at]?.end
  const shown = stages.filter((stage) => stage.end !== 'lost' || stage.value === current)
  const position = shown.findIndex((stage) => stage.value === current)
  const bar = useRef<HTMLOListElement>(null)
  // On a phone the way is longer than the screen: what matters of it is where the record stands.
  useEffect(() => {
    const here = bar.current?.children[position]
    if (bar.current === null || !(here instanceof HTMLElement)) return
    bar.current.scrollLeft = here.offsetLeft - (bar.current.clientWidth - here.offsetWidth) / 2
  }, [position])
  return (
    <ol className="m-stages" ref={bar} aria-label={t('stages')}>
      {shown.map((stage, index) => {
        const state =
          index === position ? (end ?? 'current') : index < position && end !== 'lost' ? 'done' : 'ahead'
        return (
          <li
            key={stage.value}
            data-state={state}
            data-stalled={stage.stalled === true && index === position}
          >
            <button
              type="button"
              disabled={disabled || onMove === undefined || index === position}
              aria-current={index === position ? 'step' : undefined}
              onClick={() => onMove?.(stage.value)}
            >
              {state === 'done' ? <Check size={14} aria-hidden /> : null}
              <span className="m-stage-label">{stage.label}</span>
              {stage.days === undefined ? null : <small>{t('days', { n: stage.days })}</small>}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
