import type { ReportAsk } from '@mortise/client'
import { addPeriods, bucketStart, finerBucket, periodName, type ReportRow } from '@mortise/reports'
import type { DateBucket, ReportDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Step = { readonly start: string; readonly bucket: DateBucket }

/** A report that is looked at period by period: a click opens the finer periods of one, the trail leads back. */
export type DateLevels = {
  /** What the report is asked with at this level. */
  readonly ask: Pick<ReportAsk, 'filter' | 'levels'>
  /** Opens the periods of a row; false where there are none finer. */
  readonly open: (row: ReportRow) => boolean
  readonly steps: readonly Step[]
  readonly back: (to: number) => void
  /** The periods that a click opens; undefined where there are none finer. */
  readonly next: DateBucket | undefined
}

/** The levels of a report's first date; undefined for a report without periods. */
export function useDateLevels(report: ReportDocument | undefined): DateLevels | undefined {
  const [steps, setSteps] = useState<readonly Step[]>([])
  const dated = report?.dimensions?.find(({ bucket }) => bucket !== undefined)
  if (report === undefined || dated?.bucket === undefined || (report.kind ?? 'standard') !== 'standard')
    return undefined
  // Days behind the periods of another report's rows are not there to be opened.
  if (report.source.report !== undefined) return undefined
  const last = steps.at(-1)
  const level = last === undefined ? dated.bucket : (finerBucket[last.bucket] ?? 'day')
  const open = (row: ReportRow): boolean => {
    const start = bucketStart(row[dated.key])
    if (finerBucket[level] === undefined || start === undefined) return false
    setSteps([...steps, { start, bucket: level }])
    return true
  }
  const ask =
    last === undefined
      ? {}
      : {
          levels: { [dated.key]: level },
          filter: { dateIn: [dated.expr, last.start, addPeriods(last.start, 1, last.bucket)] },
        }
  return { ask, open, steps, back: (to) => setSteps(steps.slice(0, to)), next: finerBucket[level] }
}

/** The way that was taken, each step of it leading back; beside it what lies behind what is shown. */
export function LevelTrail({
  levels,
  onRecords,
}: {
  readonly levels: DateLevels
  readonly onRecords: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const { steps, next, back } = levels
  const hint = next === undefined ? t('levelRecords') : t('levelHint', { level: t(levelWord[next]) })
  if (steps.length === 0) return <p className="m-levels m-faint">{hint}</p>
  return (
    <nav className="m-levels" aria-label={t('levels')}>
      <button type="button" onClick={() => back(0)}>
        {t('levelAll')}
      </button>
      {steps.map(({ start, bucket }, at) => (
        <span key={`${bucket} ${start}`}>
          <Icon name="chevron-right" size={12} />
          <button
            type="button"
            aria-current={at === steps.length - 1 ? 'true' : undefined}
            disabled={at === steps.length - 1}
            onClick={() => back(at + 1)}
          >
            {periodName(start, bucket, { locale, fiscalYearStart: model.time.fiscalYearStart })}
          </button>
        </span>
      ))}
      <span className="m-spring" />
      <small className="m-faint">{hint}</small>
      <button type="button" className="m-levels-records" onClick={onRecords}>
        {t('levelSee')}
      </button>
    </nav>
  )
}

const levelWord = { quarter: 'quarter', month: 'month', day: 'day', week: 'week', year: 'year' } as const
