import { say, type LocalizedText } from '@mortise/errors'
import { makeScope, type Scope } from '@mortise/expressions'
import type { FieldDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { Icon, SegmentedControl, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Panel } from '../kit/panel.tsx'
import { PartKey } from '../kit/part-key.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { addMeasure, editDimension, editMeasure, freeKey, patched } from './commands.ts'
import { isDated } from './fields.ts'
import { dimensionLabel, sameLabel } from './labels.ts'
import { messages } from './messages.ts'
import { aggregatesFor, plainPathOf, withAggregate } from './pill-menu.ts'
import {
  aggregateProperties,
  calcProperties,
  dimensionProperties,
  funnelProperties,
  reportProperties,
  windowProperties,
} from './properties.ts'
import type { ReportEditor } from './use-report-editor.ts'

type Values = { readonly [key: string]: unknown }

/** What a panel shows as a patch: what it emptied is undefined. */
function patchOf(shown: readonly FieldDocument[], values: Values): Values {
  return Object.fromEntries(shown.map(({ key }) => [key, values[key]]))
}

/** Properties of what is selected on the shelves, else of the report. */
export function ReportPanel({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const { report, selected } = editor
  const dimension = report.dimensions?.find(({ key }) => key === selected)
  const measure = report.measures?.find(({ key }) => key === selected)
  return (
    <div className="d-panel-body" onBlur={editor.draft.seal}>
      {dimension !== undefined ? (
        <>
          <DimensionPanel key={dimension.key} editor={editor} dimension={dimension} />
          <PartKey
            part={{ kind: 'report', key: report.key, part: 'dimension', name: dimension.key }}
            label={editor.nameOf(dimension)}
          />
        </>
      ) : null}
      {measure !== undefined ? (
        <>
          <MeasurePanel key={measure.key} editor={editor} measure={measure} />
          <PartKey
            part={{ kind: 'report', key: report.key, part: 'measure', name: measure.key }}
            label={editor.nameOf(measure)}
          />
        </>
      ) : null}
      {dimension === undefined && measure === undefined ? <WholePanel editor={editor} /> : null}
    </div>
  )
}

/** Names and types of the measures, for formulas over them. */
function useMeasureScope(editor: ReportEditor, without?: string): Scope {
  const { plan } = editor
  return useMemo(() => {
    const columns = (plan?.columns ?? []).filter(({ role, key }) => role === 'measure' && key !== without)
    return makeScope(
      'report',
      columns.map(({ key, label, type }) => ({ key, label, type, nullable: true })),
    )
  }, [plan, without])
}

function Title({ editor, name }: { readonly editor: ReportEditor; readonly name: string }): ReactNode {
  const t = useT(messages)
  return (
    <h2 className="d-panel-title">
      <span className="m-clip">{name}</span>
      <span className="m-spring" />
      <Button size="small" type="text" onClick={() => editor.select(undefined)}>
        {t('settings')}
      </Button>
    </h2>
  )
}

function DimensionPanel({
  editor,
  dimension,
}: {
  readonly editor: ReportEditor
  readonly dimension: NonNullable<ReportDocument['dimensions']>[number]
}): ReactNode {
  const t = useT(messages)
  const { source, report } = editor
  const path = plainPathOf(dimension.expr)
  const settings = useMemo(
    () => dimensionProperties(path !== undefined && isDated(source, path)),
    [path, source],
  )
  const name = editor.nameOf(dimension)
  const write = (values: Values, changed: string): void => {
    const patch = patchOf(settings, values) as { label?: LocalizedText; bucket?: typeof dimension.bucket }
    const automatic =
      path !== undefined && sameLabel(dimension.label, dimensionLabel(source, path, dimension.bucket))
    const given = changed === 'label' ? patch.label : dimension.label
    const label = changed === 'bucket' && automatic ? dimensionLabel(source, path, patch.bucket) : given
    editor.edit(
      editDimension(report, dimension.key, { ...patch, label }),
      t('edited', { name }),
      `${dimension.key} ${changed}`,
    )
  }
  return (
    <>
      <Title editor={editor} name={name} />
      <Panel
        key={`dimension-${dimension.key}`}
        name={`dimension-${dimension.key}`}
        settings={settings}
        values={{ ...dimension, label: dimension.label ?? name }}
        home={report.source.entity}
        onChange={write}
      />
    </>
  )
}

function MeasurePanel({
  editor,
  measure,
}: {
  readonly editor: ReportEditor
  readonly measure: MeasureDocument
}): ReactNode {
  const t = useT(messages)
  const { report } = editor
  const scope = useMeasureScope(editor, measure.key)
  const name = editor.nameOf(measure)
  const fitting = aggregatesFor(editor, measure).join()
  const others = (report.measures ?? [])
    .filter((one) => one.window === undefined)
    .map((one) => [one.key, editor.nameOf(one)] as const)
  const known = JSON.stringify(others)
  const { window, calc } = measure
  const calculated = calc !== undefined
  const settings = useMemo(() => {
    if (window !== undefined) return windowProperties(JSON.parse(known) as typeof others, window === 'shift')
    if (calculated) return calcProperties
    return aggregateProperties(fitting.split(',') as NonNullable<MeasureDocument['agg']>[])
  }, [window, calculated, known, fitting])
  const write = (values: Values, changed: string): void => {
    const patch = patchOf(settings, values) as Partial<MeasureDocument>
    const label = t('edited', { name })
    if (changed === 'agg' && patch.agg !== undefined)
      return editor.edit(withAggregate(editor, measure, patch.agg), label)
    // A formula that was emptied is not yet another one: the measure would be nothing without it.
    if (changed === 'calc' && patch.calc === undefined) return
    // The name shown may be the field's own: it is written only when somebody writes it.
    const named = changed === 'label' ? patch : { ...patch, label: measure.label }
    editor.edit(editMeasure(report, measure.key, named), label, `${measure.key} ${changed}`)
  }
  return (
    <>
      <Title editor={editor} name={name} />
      <Panel
        key={`measure-${measure.key}-${window ?? (calc === undefined ? 'agg' : 'calc')}`}
        name={`measure-${measure.key}-${window ?? (calc === undefined ? 'agg' : 'calc')}`}
        settings={settings}
        values={{ ...measure, label: measure.label ?? name }}
        home={report.source.entity}
        {...(calc === undefined ? {} : { scope })}
        onChange={write}
      />
    </>
  )
}

function WholePanel({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const scope = useMeasureScope(editor)
  const funnel = report.kind === 'funnel'
  const shown = funnel ? funnelProperties : reportProperties
  const values: Values = {
    label: report.label,
    top: report.limit?.n,
    others: report.limit?.others ?? false,
    totals: report.layout?.totals !== false,
    having: report.having,
    drill: report.drill?.fields,
    mode: report.funnel?.mode ?? 'reached',
  }
  const write = (next: Values, changed: string): void =>
    editor.edit(withSettings(report, next, changed), t('edited', { name: t('report') }), `report ${changed}`)
  return (
    <>
      <h2 className="d-panel-title">{t('settings')}</h2>
      <div className="r-kind">
        <SegmentedControl
          label={t('kind')}
          value={funnel ? 'funnel' : 'standard'}
          options={[
            { value: 'standard', label: t('standard') },
            { value: 'funnel', label: t('funnel') },
          ]}
          onChange={(kind) =>
            editor.edit(withKind(report, kind, source), t('kindChanged', { name: t(kind) }))
          }
        />
      </div>
      <Panel
        key={`report-${funnel}`}
        name={`report-${funnel}`}
        settings={shown}
        values={values}
        home={report.source.entity}
        scope={scope}
        onChange={write}
      />
      {funnel ? null : <FormulaButton editor={editor} />}
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
    mode: () => ({ funnel: { field: '', ...report.funnel, mode: next['mode'] as 'reached' } }),
  }
  return patched(report, writes[changed]?.() ?? {})
}

/** Turns a report into a funnel and back; a funnel begins with the first field that has options and a history. */
function withKind(
  report: ReportDocument,
  kind: 'standard' | 'funnel',
  source: ReportEditor['source'],
): ReportDocument {
  if (kind === 'standard') return patched(report, { kind: undefined, funnel: undefined, chart: undefined })
  const stage = source.entity?.fields.find(
    ({ document }) => document.history === true && Array.isArray(document.settings?.['options']),
  )
  const money = report.measures
    ?.map(({ expr }) => plainPathOf(expr))
    .find((path) => path !== undefined && !path.includes('.'))
  const funnel = patched({ field: stage?.key ?? '', mode: 'reached' as const }, { amount: money } as object)
  return patched(report, {
    kind,
    funnel,
    dimensions: undefined,
    measures: undefined,
    having: undefined,
    sort: undefined,
    limit: undefined,
    layout: undefined,
    chart: { type: 'funnel' },
  })
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
        values={chart.settings ?? {}}
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
