import { say } from '@mortise/errors'
import { fullNumber, type ReportResult, type ReportRow, suggestChart } from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import { EmptyState, formatInstantText, Icon, SegmentedControl, Skeleton, useT, useUi } from '@mortise/ui'
import { ReportTable, ResultView } from '@mortise/views/result'
import { type ReactNode, useState } from 'react'
import { ChartGallery } from './chart-gallery.tsx'
import { ExplainCard } from './explain-card.tsx'
import { useFaults } from './faults.ts'
import { useLiveReport } from './live-report.ts'
import { messages } from './messages.ts'
import { onShelves } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

type Shown = 'chart' | 'both' | 'table'

/** Above it the kinds of chart, then the numbers of the draft as they will stand; fields may be dropped right on it. */
export function LiveResult({
  editor,
  over,
  preview,
}: {
  readonly editor: ReportEditor
  readonly over: boolean
  /** It shows what a drop would give. */
  readonly preview: boolean
}): ReactNode {
  const t = useT(messages)
  const { report, plan, source } = editor
  const [shown, setShown] = useState<Shown>('chart')
  const { result } = useLiveReport(report, plan !== undefined)
  const chart = report.chart ?? (plan === undefined ? undefined : { type: suggestChart(plan) })
  const isTable = chart === undefined || chart.type === 'table'
  return (
    <section className="r-stage" data-list="chart" data-over={over} aria-label={t('result')}>
      <header className="r-stage-head">
        <ChartGallery
          plan={plan}
          result={result}
          current={chart?.type}
          onChoose={({ type, label }) =>
            editor.edit({ ...report, chart: { type } }, t('chosen', { name: say(label, source.locale) }))
          }
        />
        <span className="m-spring" />
        {preview ? <span className="r-preview">{t('preview')}</span> : null}
        {isTable ? null : (
          <SegmentedControl<Shown>
            label={t('show')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'chart', label: t('chart') },
              { value: 'both', label: t('both') },
              { value: 'table', label: t('table') },
            ]}
          />
        )}
      </header>
      <Numbers editor={editor} chart={chart} shown={isTable ? 'table' : shown} />
      {over ? <p className="r-drop-note">{t('dropChart')}</p> : null}
    </section>
  )
}

function Numbers({
  editor,
  chart,
  shown,
}: {
  readonly editor: ReportEditor
  readonly chart: ReportDocument['chart']
  readonly shown: Shown
}): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const [picked, pick] = useState<ReportRow>()
  const { report, plan, source } = editor
  const { result, loading, error } = useLiveReport(report, plan !== undefined)
  const faults = useFaults(editor)
  const blank = (report.dimensions ?? []).length + (report.measures ?? []).length === 0
  if (onShelves(editor) && blank)
    return <EmptyState drawing="chart" title={t('start')} text={t('startText')} />
  const label = say(report.label, source.locale)
  const told = faults.all.map(({ name, text }) => (name === undefined ? text : t('faultAt', { name, text })))
  const fault = told.length === 0 ? error?.message : told.slice(0, 3).join(' ')
  const row = picked !== undefined && result !== undefined && fits(result, picked) ? picked : undefined
  const shared = { label, report, onPick: pick }
  return (
    <>
      {fault === undefined ? null : <Fault text={fault} />}
      <div
        className="r-result"
        data-behind={loading || fault !== undefined}
        data-shown={shown}
        aria-busy={loading}
      >
        {result === undefined && fault === undefined ? <Skeleton shape="lines" count={8} /> : null}
        {result === undefined || shown === 'table' ? null : (
          <div className="r-chart-box">
            <ResultView result={result} chart={chart} {...shared} />
          </div>
        )}
        {result === undefined || shown === 'chart' ? null : (
          <div className="r-table-box">
            <ReportTable result={result} {...shared} />
          </div>
        )}
      </div>
      {row === undefined || result === undefined ? null : (
        <ExplainCard editor={editor} result={result} row={row} onClose={() => pick(undefined)} />
      )}
      {result === undefined ? null : (
        <footer className="r-stage-foot">
          <span>
            {loading ? t('updating') : t('asOf', { time: formatInstantText(result.asOf, timeZone) })}
          </span>
          {result.truncated === true ? (
            <span>{t('truncated', { n: fullNumber(result.rows.length) })}</span>
          ) : null}
          <span className="m-spring" />
          <span>{t('explainHint')}</span>
        </footer>
      )}
    </>
  )
}

function Fault({ text }: { readonly text: string }): ReactNode {
  const t = useT(messages)
  return (
    <p className="r-fault" role="alert">
      <Icon name="triangle-alert" />
      <span>
        <b>{t('faulty')}</b>
        {text}
      </span>
    </p>
  )
}

/** A row picked earlier is of no use when the report has other groups now. */
function fits(result: ReportResult, row: ReportRow): boolean {
  return result.columns.every(({ key }) => Object.hasOwn(row, key))
}
