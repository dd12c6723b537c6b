import type { RuleDocument } from '@mortise/schema'
import { Card, formatInstantText, Icon, Link, SegmentedControl, useT, useUi } from '@mortise/ui'
import { paths, refusal } from '@mortise/views'
import { Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { HistoryReplay as Page } from '../workbench/rules-api.ts'
import { useEffectWords } from './effect-words.ts'
import { messages as ruleMessages } from './messages.ts'
import { ActionName } from './run-log.tsx'
import { messages } from './run-messages.ts'

/** Records looked at before somebody is asked whether to go on. */
const mostRecords = 2000
const mostHits = 40
const spans = [7, 30, 90, 180] as const

type Sum = Omit<Page, 'nextCursor'> & { readonly nextCursor: string | null }

/** Two parts of a replay as one. */
export function joined(sum: Sum | undefined, page: Page): Sum {
  if (sum === undefined) return page
  const days = { ...sum.days }
  for (const [date, n] of Object.entries(page.days)) days[date] = (days[date] ?? 0) + n
  return {
    records: sum.records + page.records,
    events: sum.events + page.events,
    fired: sum.fired + page.fired,
    days,
    actions: page.actions.map((one, at) => ({
      index: one.index,
      count: one.count + (sum.actions[at]?.count ?? 0),
      errors: one.errors + (sum.actions[at]?.errors ?? 0),
    })),
    hits: [...sum.hits, ...page.hits].slice(0, mostHits),
    nextCursor: page.nextCursor,
  }
}

/** What the rule would have done in the past days, had it been live; page by page, with nothing written. */
export function HistoryReplay({ rule }: { readonly rule: RuleDocument }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [days, setDays] = useState<(typeof spans)[number]>(90)
  const [sum, setSum] = useState<Sum>()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const stopped = useRef(false)
  const { prepare } = useEffectWords(rule.entity, () => undefined)
  const run = async (from: Sum | undefined): Promise<void> => {
    stopped.current = false
    setBusy(true)
    setFault(undefined)
    await prepare().catch(() => undefined)
    const limit = (from?.records ?? 0) + mostRecords
    let now = from
    try {
      do {
        const page = await api.replayHistory({ rule, days, cursor: now?.nextCursor ?? null })
        now = joined(now, page)
        setSum(now)
      } while (now.nextCursor !== null && !stopped.current && now.records < limit)
    } catch (error) {
      setFault(refusal(error))
    }
    setBusy(false)
  }
  const misses = rule.trigger.on.some((one) =>
    ['manual', 'related', 'behaviour', 'message', 'left'].includes(one),
  )
  return (
    <Card title={t('historyTitle')}>
      <p className="m-faint">{t('historyNote')}</p>
      {misses ? <p className="m-faint">{t('historyOnlyTime')}</p> : null}
      <div className="m-row d-plan-head d-history-bar">
        <SegmentedControl
          label={t('historyTab')}
          value={String(days)}
          options={spans.map((n) => ({ value: String(n), label: t('historyDays', { n }) }))}
          onChange={(next) => setDays(Number(next) as (typeof spans)[number])}
        />
        {busy ? (
          <Button onClick={() => (stopped.current = true)}>{t('historyStop')}</Button>
        ) : (
          <Button type="primary" icon={<Icon name="play" size={14} />} onClick={() => void run(undefined)}>
            {t('historyRun')}
          </Button>
        )}
        {!busy && sum !== undefined && sum.nextCursor !== null ? (
          <Button onClick={() => void run(sum)}>{t('historyMore')}</Button>
        ) : null}
      </div>
      {fault === undefined ? null : <p className="m-error">{fault}</p>}
      {sum === undefined ? null : <Outcome rule={rule} sum={sum} days={days} />}
    </Card>
  )
}

function Outcome({
  rule,
  sum,
  days,
}: {
  readonly rule: RuleDocument
  readonly sum: Sum
  readonly days: number
}): ReactNode {
  const t = useT(messages)
  const rt = useT(ruleMessages)
  const { timeZone } = useUi()
  const { words } = useEffectWords(rule.entity, () => undefined)
  return (
    <div className="d-history" role="status">
      <p className="d-story-sum">
        <b>{t('historyFired', { n: sum.fired })}</b>
        <span className="m-faint">
          {t('historyLooked', { records: sum.records, events: sum.events })} ·{' '}
          {t(sum.nextCursor === null ? 'historyDone' : 'historyPart')}
        </span>
      </p>
      {sum.fired === 0 ? (
        <p>{t('historyNone')}</p>
      ) : (
        <>
          <DayBars days={sum.days} span={days} />
          <h3>{t('historyActions')}</h3>
          <ul className="d-history-actions">
            {sum.actions.map(({ index, count, errors }) => (
              <li key={index}>
                <ActionName type={rule.actions[index]?.type ?? ''} at={index} />
                <b className="m-num">{t('historyTimes', { n: count })}</b>
                {errors === 0 ? null : <span className="m-error">{t('historyErrors', { n: errors })}</span>}
              </li>
            ))}
          </ul>
          <h3>{t('historyHits')}</h3>
          <ul className="d-history-hits">
            {sum.hits.map((hit, at) => (
              <li key={at}>
                <span className="m-faint m-num">{formatInstantText(hit.at, timeZone)}</span>
                <Link href={paths.record(rule.entity, hit.recordId)}>{hit.title || hit.recordId}</Link>
                <span className="m-faint">{rt(hit.event as 'create')}</span>
                <span>{hit.effects.map((effect) => words(effect).text).join('；')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function DayBars({
  days,
  span,
}: {
  readonly days: { readonly [date: string]: number }
  readonly span: number
}): ReactNode {
  const t = useT(messages)
  const [today] = useState(() => Date.now())
  const dates = Array.from({ length: span }, (_, at) =>
    new Date(today - (span - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  )
  const most = Math.max(1, ...Object.values(days))
  return (
    <div className="d-bars" role="img" aria-label={t('historyChart')}>
      {dates.map((date) => {
        const n = days[date] ?? 0
        return (
          <i
            key={date}
            title={t('historyOnDay', { date, n })}
            data-none={n === 0}
            style={{ height: `${n === 0 ? 2 : 8 + (n / most) * 52}px` }}
          />
        )
      })}
    </div>
  )
}
