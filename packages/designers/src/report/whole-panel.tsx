import { say, type LocalizedText } from '@mortise/errors'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { chartValues } from './chart-values.ts'
import { addMeasure, freeKey, patched } from './commands.ts'
import { KindPanel } from './kind-panel.tsx'
import { KindPicker } from './kind-picker.tsx'
import { measureScope } from './measure-scope.ts'
import { messages } from './messages.ts'
import { kindReportProperties, reportProperties } from './properties.ts'
import { onShelves } from './slots.ts'
import { SourcePicker } from './source-picker.tsx'
import type { ReportEditor } from './use-report-editor.ts'

type Values = { readonly [key: string]: unknown }

/** Properties of the report itself, the settings of its kind, and those of its chart. */
export function WholePanel({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report } = editor
  const shelves = onShelves(editor)
  const shown = shelves ? reportProperties : kindReportProperties
  const scope = measureScope(editor)
  const values: Values = {
    label: report.label,
    top: report.limit?.n,
    others: report.limit?.others ?? false,
    totals: report.layout?.totals !== false,
    having: report.having,
    drill: report.drill?.fields,
    zeros: report.zeros ?? false,
  }
  const write = (next: Values, changed: string): void =>
    editor.edit(withSettings(report, next, changed), t('edited', { name: t('report') }), `report ${changed}`)
  return (
    <>
      <h2 className="d-panel-title">{t('settings')}</h2>
      <div className="r-kind">
        <KindPicker editor={editor} />
        {shelves ? <SourcePicker editor={editor} /> : null}
      </div>
      <Panel
        key={`report-${shelves}`}
        name={`report-${shelves}`}
        settings={shown}
        values={values}
        home={report.source.entity}
        scope={scope}
        onChange={write}
      />
      {shelves ? <FormulaButton editor={editor} /> : <KindPanel editor={editor} />}
      <ChartPanel editor={editor} />
    </>
  )
}

/** The report with a setting of the panel written where it belongs. */
function withSettings(report: ReportDocument, next: Values, changed: string): ReportDocument {
  const top = Number(next['top'])
  const limit =
    Number.isInteger(top) && top >= 1
      ? { n: top, ...(next['others'] === true ? { others: true } : {}) }
      : undefined
  const layout = { kind: 'table' as const, ...report.layout, totals: next['totals'] === true }
  const fields = next['drill'] as readonly string[] | undefined
  const writes: {
    readonly [key: string]:
      | (() => Partial<{ [K in keyof ReportDocument]: ReportDocument[K] | undefined }>)
      | undefined
  } = {
    label: () => ({ label: (next['label'] ?? report.label) as LocalizedText }),
    top: () => ({ limit }),
    others: () => ({ limit }),
    totals: () => ({ layout }),
    having: () => ({ having: next['having'] as ReportDocument['having'] }),
    drill: () => ({ drill: fields === undefined ? undefined : { fields } }),
    zeros: () => ({ zeros: next['zeros'] === true ? true : undefined }),
  }
  return patched(report, writes[changed]?.() ?? {})
}

function FormulaButton({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report } = editor
  const [first] = (report.measures ?? []).filter(({ window }) => window === undefined)
  const add = (): void => {
    if (first === undefined) return
    const measure: MeasureDocument = {
      key: freeKey(report, 'calc'),
      label: t('addFormula'),
      calc: { '*': [{ var: first.key }, 1] },
    }
    editor.edit(
      addMeasure(report, measure, report.measures?.length ?? 0),
      t('added', { name: t('addFormula'), shelf: t('values') }),
    )
    editor.select(measure.key)
  }
  return (
    <button type="button" className="d-add r-add" disabled={first === undefined} onClick={add}>
      <Icon name="square-function" size={14} />
      {t('addFormula')}
    </button>
  )
}

function ChartPanel({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { report, source } = editor
  const { chart } = report
  const type = kit.charts.find(chart?.type ?? '')
  if (chart === undefined || type === undefined || type.settings.length === 0) return null
  return (
    <>
      <h3 className="r-panel-head">{say(type.label, source.locale)}</h3>
      <Panel
        key={`chart-${type.type}`}
        name={`chart-${type.type}`}
        settings={type.settings}
        values={chartValues(type, chart.settings)}
        home={undefined}
        onChange={(values, changed) =>
          editor.edit(
            {
              ...report,
              chart: { type: chart.type, settings: values as NonNullable<typeof chart.settings> },
            },
            t('edited', { name: t('chartSettings') }),
            `chart ${changed}`,
          )
        }
      />
    </>
  )
}
