import { say } from '@mortise/errors'
import { type Backtest, cutAt } from '@mortise/rules'
import { type EntityModel, type FieldModel, optionsOf, type ScoreDocument } from '@mortise/schema'
import { Card, HeadRow, SegmentedControl, useLocale, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { BacktestAsk } from '../workbench/rules-api.ts'
import { GradeTag } from './grade-bands.tsx'
import { messages } from './messages.ts'
import { useBacktest } from './use-backtest.ts'

const spans = [90, 180, 365, 730] as const
/** Fewer than these say little. */
const [fewest, fewestWon] = [30, 10]

type Outcome = BacktestAsk['outcome']

/** Fields with choices, those that say what was won and lost first. */
function outcomeFields(entity: EntityModel | undefined): readonly FieldModel[] {
  const fields = (entity?.fields ?? []).filter((one) => optionsOf(one.document).length > 1)
  const says = (one: FieldModel): number =>
    optionsOf(one.document).filter(({ kind }) => kind === 'won' || kind === 'lost').length
  return fields.toSorted((a, b) => says(b) - says(a))
}

/** Won and lost, as the choices of a field say by themselves. */
function outcomeOf(field: FieldModel | undefined): Outcome {
  const options = field === undefined ? [] : optionsOf(field.document)
  const of = (kind: string): readonly string[] =>
    options.filter((one) => one.kind === kind).map(({ value }) => value)
  return { field: field?.key ?? '', won: of('won'), lost: of('lost') }
}

/** Holds the score as it is now against records that were won or lost. */
export function ScoreBacktest({ score }: { readonly score: ScoreDocument }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api, model } = useWorkbench()
  const fields = outcomeFields(model.entity(score.entity))
  const [outcome, setOutcome] = useState<Outcome>(() => outcomeOf(fields[0]))
  const [span, setSpan] = useState<number>(365)
  const [when, setWhen] = useState<BacktestAsk['when']>('before')
  const field = fields.find(({ key }) => key === outcome.field)
  const options = (field === undefined ? [] : optionsOf(field.document)).map(({ value, label }) => ({
    value,
    label: say(label, locale) || value,
  }))
  const testing = useBacktest({ score, outcome, when, days: span }, (ask) => api.backtestScore(ask))
  const { seen, test, stoppedAfter, fault } = testing
  const chosen = (side: 'won' | 'lost', label: string): ReactNode => (
    <label className="d-backtest-field">
      <span>{label}</span>
      <Select
        mode="multiple"
        aria-label={label}
        value={[...outcome[side]]}
        options={options.filter(({ value }) => !outcome[side === 'won' ? 'lost' : 'won'].includes(value))}
        onChange={(next: string[]) => setOutcome({ ...outcome, [side]: next })}
      />
    </label>
  )
  if (fields.length === 0) return null
  const ready = outcome.won.length > 0 && outcome.lost.length > 0
  return (
    <Card title={t('backtest')} className="d-try d-backtest">
      <p className="m-faint">{t('backtestNote')}</p>
      <div className="d-backtest-asked">
        <label className="d-backtest-field">
          <span>{t('outcomeField')}</span>
          <Select
            aria-label={t('outcomeField')}
            value={outcome.field}
            options={fields.map((one) => ({
              value: one.key,
              label: say(one.document.label, locale) || one.key,
            }))}
            onChange={(key: string) => setOutcome(outcomeOf(fields.find((one) => one.key === key)))}
          />
        </label>
        {chosen('won', t('wonValues'))}
        {chosen('lost', t('lostValues'))}
        <label className="d-backtest-field">
          <span>{t('backtestSpan')}</span>
          <Select
            aria-label={t('backtestSpan')}
            value={span}
            options={spans.map((n) => ({ value: n as number, label: t('lastDays', { n }) }))}
            onChange={setSpan}
          />
        </label>
        <SegmentedControl
          label={t('pointsWhen')}
          value={when}
          onChange={setWhen}
          options={(['before', 'created'] as const).map((one) => ({ value: one, label: t(`when_${one}`) }))}
        />
        {seen === undefined ? (
          <Button type="primary" disabled={!ready} onClick={testing.run}>
            {t('backtestRun')}
          </Button>
        ) : (
          <Button onClick={testing.stop}>
            {t('backtestStop')} · {t('backtestBusy', { n: seen })}
          </Button>
        )}
      </div>
      {fault === undefined ? null : <p className="m-error">{fault}</p>}
      {stoppedAfter === undefined ? null : (
        <p className="d-backtest-few" role="status">
          {t('backtestPart', { n: stoppedAfter })}
        </p>
      )}
      {test === undefined ? null : <Told test={test} score={score} />}
    </Card>
  )
}

const percent = (part: number): string => `${Math.round(part * 100)}%`
const times = (value: number): string => String(Math.round(value * 10) / 10)

function Told({ test, score }: { readonly test: Backtest; readonly score: ScoreDocument }): ReactNode {
  const t = useT(messages)
  const { count, won, rate, tenths, best, chance } = test
  if (count === 0) return <p role="status">{t('backtestNone')}</p>
  const [top] = tenths
  const few = count < fewest || won < fewestWon
  if (won === 0) return <p role="status">{t('backtestNoneWon', { n: count })}</p>
  return (
    <div role="status" className="m-stack">
      {few ? <p className="d-backtest-few">{t('backtestFew', { n: count, won })}</p> : null}
      <p>
        {t('backtestSays', {
          n: count,
          won,
          rate: percent(rate),
          top: percent(top?.rate ?? 0),
          lift: top?.lift === null || top === undefined ? '–' : times(top.lift),
        })}
        {chance === null ? null : ` ${t('chanceSays', { chance: percent(chance) })}`}
      </p>
      <p>
        <b>
          {best === null
            ? null
            : t('bestSays', {
                points: best.points,
                taken: best.taken,
                precision: percent(best.precision),
                recall: percent(best.recall),
              })}
        </b>
      </p>
      <Tenths test={test} />
      <Cuts test={test} score={score} />
    </div>
  )
}

function Tenths({ test }: { readonly test: Backtest }): ReactNode {
  const t = useT(messages)
  const most = Math.max(0.0001, ...test.tenths.map(({ rate }) => rate))
  return (
    <section>
      <h4>{t('tenths')}</h4>
      <ol className="d-tenths">
        {test.tenths.map(({ from, to, rate, lift }, at) => (
          <li key={at}>
            <span className="m-visually-hidden">{t('tenth', { n: at + 1 })}</span>
            <span className="m-faint">
              {from === to ? t('total', { n: from }) : t('tenthPoints', { from, to })}
            </span>
            <i style={{ width: `${(rate / most) * 100}%` }} />
            <b>{percent(rate)}</b>
            <small className="m-faint">{lift === null ? '–' : t('liftTimes', { n: times(lift) })}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The lines that the grades draw, and the one that is suggested. */
function Cuts({ test, score }: { readonly test: Backtest; readonly score: ScoreDocument }): ReactNode {
  const t = useT(messages)
  const named = [
    ...(score.grades ?? []).map(({ value, from }) => ({ grade: value as string | undefined, points: from })),
    ...(test.best === null ? [] : [{ grade: undefined, points: test.best.points }]),
  ].toSorted((a, b) => b.points - a.points)
  if (named.length === 0) return null
  return (
    <section>
      <h4>{t('cuts')}</h4>
      <table className="m-simple-table">
        <HeadRow names={(['line', 'taken', 'precision', 'recall'] as const).map((key) => t(key))} />
        <tbody>
          {named.map(({ grade, points }) => {
            const cut = cutAt(test, points)
            return (
              <tr key={`${grade} ${points}`}>
                <th scope="row">
                  {grade === undefined ? t('suggested') : <GradeTag score={score} value={grade} />} ·{' '}
                  {t('total', { n: points })}
                </th>
                <td>{cut.taken}</td>
                <td>{cut.taken === 0 ? '–' : percent(cut.precision)}</td>
                <td>{percent(cut.recall)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
