import type { Efficiency, EfficiencyReport, RunFilter } from '@mortise/flows'
import { Icon, type Translate, useT } from '@mortise/ui'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { messages, type Word } from './messages.ts'
import { type Clock, partOf, sayLength, sayPart, spread } from './say.ts'

type Figure = {
  readonly key: string
  readonly label: string
  readonly value: string
  readonly why: string
  /** The runs behind it. */
  readonly filter?: RunFilter
}

function statesOf(t: Translate<Word>, ended: Efficiency['ended']): string {
  return Object.entries(ended)
    .map(([status, count]) => `${t(`status_${status}` as Word)} ${count}`)
    .join(' · ')
}

/** What is said of the whole flow, each with how it comes about. */
export function figuresOf(
  t: Translate<Word>,
  { figures, calendar }: EfficiencyReport,
  clock: Clock,
): readonly Figure[] {
  const run = spread(figures.run, clock)
  const { overdue } = figures.tasks
  const how = { n: run.count, clock: clock === 'work' ? t('workBy', { name: calendar.label }) : t('wall') }
  const ended = figures.runs - figures.running
  return [
    {
      key: 'runs',
      label: t('runs'),
      value: String(figures.runs),
      why: t('runsWhy', { n: figures.runs, open: figures.running }),
      filter: {},
    },
    {
      key: 'done',
      label: t('done'),
      value: String(ended),
      why: t('doneWhy', { n: ended, states: statesOf(t, figures.ended) }),
      filter: { only: 'ended' },
    },
    {
      key: 'median',
      label: t('median'),
      value: sayLength(t, run.median, clock),
      why: t('medianWhy', how),
      filter: { only: 'ended' },
    },
    {
      key: 'mean',
      label: t('mean'),
      value: sayLength(t, run.mean, clock),
      why: t('meanWhy', how),
      filter: { only: 'ended' },
    },
    {
      key: 'p90',
      label: t('p90'),
      value: sayLength(t, run.p90, clock),
      why: t('p90Why', how),
      filter: { only: 'ended' },
    },
    {
      key: 'overdue',
      label: t('overdue'),
      value: sayPart(partOf(overdue)),
      why: t('overdueWhy', { n: overdue.count, of: overdue.of }),
      filter: { only: 'overdue' },
    },
    {
      key: 'returned',
      label: t('returned'),
      value: sayPart(partOf(figures.returned)),
      why: t('returnedWhy', { n: figures.returned.count, of: figures.returned.of }),
      filter: { only: 'returned' },
    },
    {
      key: 'rejected',
      label: t('rejected'),
      value: sayPart(partOf(figures.rejected)),
      why: t('rejectedWhy', { n: figures.rejected.count, of: figures.rejected.of }),
      filter: { only: 'rejected' },
    },
    {
      key: 'automatic',
      label: t('automatic'),
      value: sayPart(partOf(figures.automatic)),
      why: t('automaticWhy', { n: figures.automatic.count, of: figures.automatic.of }),
    },
  ]
}

/** The figures of the whole flow; a click shows the runs behind one. */
export function FigureCards({
  report,
  clock,
  onPick,
}: {
  readonly report: EfficiencyReport
  readonly clock: Clock
  readonly onPick: (filter: RunFilter, name: string) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <ul className="m-eff-figures">
      {figuresOf(t, report, clock).map(({ key, label, value, why, filter }) => (
        <li key={key} className="m-card">
          <span>
            {label}
            <Popover content={<p className="m-eff-why">{why}</p>} trigger={['click', 'hover']}>
              <button type="button" aria-label={`${t('why')}: ${label}`}>
                <Icon name="info" size={14} />
              </button>
            </Popover>
          </span>
          {filter === undefined ? (
            <b>{value}</b>
          ) : (
            <button
              type="button"
              aria-label={t('seeRuns', { name: `${label} ${value}` })}
              onClick={() => onPick(filter, label)}
            >
              {value}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
