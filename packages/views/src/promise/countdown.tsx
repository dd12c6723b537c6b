import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { SlaDocument } from '@mortise/schema'
import { formatInstantText, Tag, useLocale, useT, useUi } from '@mortise/ui'
import { type ReactNode, useSyncExternalStore } from 'react'
import { messages } from './messages.ts'
import { lengthParts, promiseStanding, type PromiseState } from './standing.ts'

const tones: { readonly [S in PromiseState]: string } = {
  green: 'green',
  yellow: 'orange',
  red: 'red',
  overdue: 'red',
  paused: 'grey',
  met: 'green',
  missed: 'orange',
  canceled: 'grey',
}

const beatMs = 20_000
const hearers = new Set<() => void>()
let beat: ReturnType<typeof setInterval> | undefined
let current = 0

/** One clock for all countdowns of a page; it stands still while nobody looks. */
function hear(hearer: () => void): () => void {
  hearers.add(hearer)
  beat ??= setInterval(() => {
    current = Date.now()
    for (const one of hearers) one()
  }, beatMs)
  return () => {
    hearers.delete(hearer)
    if (hearers.size > 0) return
    clearInterval(beat)
    beat = undefined
  }
}

function readClock(): number {
  if (beat === undefined || current === 0) current = Date.now()
  return current
}

/** How long is left of a promise, in the colour of where it stands; over, paused and kept ones say so. */
export function Countdown({
  sla,
  record,
}: {
  readonly sla: SlaDocument
  readonly record: WireRecord
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const now = useSyncExternalStore(hear, readClock)
  const standing = promiseStanding(sla, record, now)
  if (standing === undefined) return null
  const { state, leftMs } = standing
  const due = sla.dueField === undefined ? null : record[sla.dueField]
  const at = typeof due === 'string' ? formatInstantText(due, timeZone) : ''
  const words = (): string => {
    if (leftMs === null) return t(state as 'paused')
    const parts = lengthParts(leftMs)
    const length = t(parts.days > 0 ? 'days' : parts.hours > 0 ? 'hours' : 'minutes', parts)
    if (parts.days + parts.hours + parts.minutes === 0) return t('soon')
    return t(leftMs < 0 ? 'over' : 'left', { length })
  }
  return (
    <span
      className="m-countdown m-num"
      data-state={state}
      title={t('dueAt', { name: say(sla.label, locale), at })}
    >
      <Tag color={tones[state]}>{words()}</Tag>
    </span>
  )
}
