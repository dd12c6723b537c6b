import type { EfficiencyReport, RunFilter, Share } from '@mortise/flows'
import { Card, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { shareOf } from './heat.ts'
import { messages, type Word } from './messages.ts'
import { type Clock, partOf, sayLength, sayPart, spread } from './say.ts'

type Props = {
  readonly report: EfficiencyReport
  readonly clock: Clock
  readonly onPick: (filter: RunFilter, name: string) => void
}

type Column = { readonly key: Word; readonly why?: Word }

/** The head of a table of figures: the first column names, the others count. */
export function Head({ columns }: { readonly columns: readonly Column[] }): ReactNode {
  const t = useT(messages)
  return (
    <thead>
      <tr>
        {columns.map(({ key, why }, at) => (
          <th
            key={key}
            scope="col"
            className={at === 0 ? undefined : 'm-num'}
            title={why === undefined ? undefined : t(why)}
          >
            {t(key)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** A share that leads to its runs; how many of how many stand behind it. */
function Part({
  share,
  label,
  onPick,
}: {
  readonly share: Share
  readonly label: string
  readonly onPick: () => void
}): ReactNode {
  const t = useT(messages)
  const part = sayPart(partOf(share))
  if (share.count === 0) return <span className="m-faint">{part}</span>
  return (
    <button
      type="button"
      className="m-eff-link"
      aria-label={t('seeRuns', { name: `${label} ${part}` })}
      title={`${share.count} / ${share.of}`}
      onClick={onPick}
    >
      {part}
    </button>
  )
}

const stepColumns: readonly Column[] = [
  { key: 'step' },
  { key: 'came', why: 'cameWhy' },
  { key: 'open' },
  { key: 'median', why: 'stayWhy' },
  { key: 'mean', why: 'stayWhy' },
  { key: 'p90', why: 'stayWhy' },
  { key: 'waiting', why: 'waitingWhy' },
  { key: 'handling', why: 'handlingWhy' },
  { key: 'share', why: 'shareWhy' },
  { key: 'overdue' },
  { key: 'returned' },
  { key: 'rejected' },
  { key: 'skipped', why: 'skippedWhy' },
]

/** The steps of the flow, in its order; those of older versions that are gone stand below. */
export function StepTable({ report, clock, onPick }: Props): ReactNode {
  const t = useT(messages)
  const { figures, drawing } = report
  const order = new Map(drawing.nodes.map(({ id }, at) => [id, at]))
  const nameOf = new Map(drawing.nodes.map(({ id, name }) => [id, name]))
  const quiet: ReadonlySet<string> = new Set(
    drawing.nodes
      .filter(({ type }) => /_gateway$|^(start|end|terminate_end|error_end)_event$/.test(type))
      .map(({ id }) => id),
  )
  const rows = figures.nodes
    .filter(({ nodeId }) => !quiet.has(nodeId))
    .toSorted((a, b) => (order.get(a.nodeId) ?? Infinity) - (order.get(b.nodeId) ?? Infinity))
  return (
    <Card title={t('steps')} className="m-eff-table">
      <div className="m-eff-scroll" tabIndex={0} role="group" aria-label={t('steps')}>
        <table className="m-simple-table">
          <Head columns={stepColumns} />
          <tbody>
            {rows.map((node) => {
              const stay = spread(node.stay, clock)
              const name = nameOf.get(node.nodeId) ?? node.nodeId
              const pick = (only?: RunFilter['only']) => (): void =>
                onPick({ node: node.nodeId, ...(only === undefined ? {} : { only }) }, name)
              const length = (value: number | null): ReactNode => sayLength(t, value, clock)
              return (
                <tr key={node.nodeId}>
                  <th scope="row">
                    <button type="button" className="m-eff-link" onClick={pick()}>
                      {name}
                    </button>
                  </th>
                  <td className="m-num">{node.came}</td>
                  <td className="m-num">{node.open}</td>
                  <td className="m-num">{length(stay.median)}</td>
                  <td className="m-num">{length(stay.mean)}</td>
                  <td className="m-num">{length(stay.p90)}</td>
                  <td className="m-num">{length(spread(node.tasks.waiting, clock).median)}</td>
                  <td className="m-num">{length(spread(node.tasks.handling, clock).median)}</td>
                  <td className="m-num">{sayPart(shareOf(node, figures, clock))}</td>
                  <td className="m-num">
                    <Part
                      share={node.tasks.overdue}
                      label={`${name} ${t('overdue')}`}
                      onPick={pick('overdue')}
                    />
                  </td>
                  <td className="m-num">
                    <Part
                      share={node.returned}
                      label={`${name} ${t('returned')}`}
                      onPick={pick('returned')}
                    />
                  </td>
                  <td className="m-num">
                    <Part
                      share={node.rejected}
                      label={`${name} ${t('rejected')}`}
                      onPick={pick('rejected')}
                    />
                  </td>
                  <td className="m-num">{node.skipped}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

const peopleColumns: readonly Column[] = [
  { key: 'person' },
  { key: 'handled' },
  { key: 'todo' },
  { key: 'desk', why: 'deskWhy' },
  { key: 'p90', why: 'deskWhy' },
  { key: 'waiting', why: 'waitingWhy' },
  { key: 'handling', why: 'handlingWhy' },
  { key: 'overdue' },
  { key: 'returns' },
  { key: 'rejects' },
]

/** The people who had tasks, the slowest first. */
export function PeopleTable({ report, clock, onPick }: Props): ReactNode {
  const t = useT(messages)
  const { figures, names } = report
  const rows = figures.people.toSorted(
    (a, b) => (spread(b.tasks.desk, clock).median ?? -1) - (spread(a.tasks.desk, clock).median ?? -1),
  )
  if (rows.length === 0) return null
  return (
    <Card
      title={
        <>
          {t('people')} <small className="m-faint">{t('slowest')}</small>
        </>
      }
      className="m-eff-table"
    >
      <div className="m-eff-scroll" tabIndex={0} role="group" aria-label={t('people')}>
        <table className="m-simple-table">
          <Head columns={peopleColumns} />
          <tbody>
            {rows.map(({ person, tasks, returned, rejected }) => {
              const name = person === '' ? t('other') : (names[person] ?? '') || t('other')
              const desk = spread(tasks.desk, clock)
              const pick = (only?: RunFilter['only']) => (): void =>
                onPick({ person, ...(only === undefined ? {} : { only }) }, name)
              return (
                <tr key={person}>
                  <th scope="row">
                    <button type="button" className="m-eff-link" onClick={pick()}>
                      {name}
                    </button>
                  </th>
                  <td className="m-num">{tasks.done}</td>
                  <td className="m-num">{tasks.open}</td>
                  <td className="m-num">{sayLength(t, desk.median, clock)}</td>
                  <td className="m-num">{sayLength(t, desk.p90, clock)}</td>
                  <td className="m-num">{sayLength(t, spread(tasks.waiting, clock).median, clock)}</td>
                  <td className="m-num">{sayLength(t, spread(tasks.handling, clock).median, clock)}</td>
                  <td className="m-num">
                    <Part share={tasks.overdue} label={`${name} ${t('overdue')}`} onPick={pick('overdue')} />
                  </td>
                  <td className="m-num">{returned}</td>
                  <td className="m-num">{rejected}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
