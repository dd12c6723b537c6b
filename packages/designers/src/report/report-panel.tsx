import type { LocalizedText } from '@mortise/errors'
import type { Scope } from '@mortise/expressions'
import type { FieldDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Panel } from '../kit/panel.tsx'
import { PartKey } from '../kit/part-key.tsx'
import { editDimension, editMeasure } from './commands.ts'
import { isDated } from './fields.ts'
import { dimensionLabel, sameLabel } from './labels.ts'
import { FaultNote } from './fault-note.tsx'
import { measureScope } from './measure-scope.ts'
import { messages } from './messages.ts'
import { aggregatesFor, plainPathOf, withAggregate } from './aggregates.ts'
import { aggregateProperties, calcProperties, dimensionProperties, windowProperties } from './properties.ts'
import { sourceOfMeasure } from './related.ts'
import type { ReportEditor } from './use-report-editor.ts'
import { WholePanel } from './whole-panel.tsx'

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

/** Names and types of the other measures, for a formula over them. */
function useMeasureScope(editor: ReportEditor, without?: string): Scope {
  const { plan, report } = editor
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => measureScope(editor, without), [plan, report.measures, without])
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
      <FaultNote editor={editor} part={dimension.key} />
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

/** A measure as its panel shows it: the finer grain is one field there. */
function measureValues(measure: MeasureDocument, name: string): Values {
  return { ...measure, label: measure.label ?? name, per: measure.per?.[0] }
}

function measurePatch(patch: Values): Partial<MeasureDocument> {
  const { per, within, hidden, ...rest } = patch
  const sides = (keys: unknown): readonly string[] | undefined =>
    Array.isArray(keys) && keys.length > 0 ? keys.map(String) : undefined
  return {
    ...rest,
    ...(Object.hasOwn(patch, 'per') ? { per: per === undefined || per === null ? undefined : [per] } : {}),
    ...(Object.hasOwn(patch, 'within') ? { within: sides(within) } : {}),
    ...(Object.hasOwn(patch, 'hidden') ? { hidden: hidden === true ? true : undefined } : {}),
  } as unknown as Partial<MeasureDocument>
}

function MeasurePanel({
  editor,
  measure,
}: {
  readonly editor: ReportEditor
  readonly measure: MeasureDocument
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const scope = useMeasureScope(editor, measure.key)
  const name = editor.nameOf(measure)
  const fitting = aggregatesFor(editor, measure).join()
  const others = (report.measures ?? [])
    .filter((one) => one.key !== measure.key && (one.window === undefined || one.window === 'shift'))
    .map((one) => [one.key, editor.nameOf(one)] as const)
  const known = JSON.stringify(others)
  const dimensions = (report.dimensions ?? []).map((one) => [one.key, editor.nameOf(one)] as const)
  const groups = JSON.stringify(dimensions)
  const finer = measure.per !== undefined
  const { window, calc } = measure
  const calculated = calc !== undefined
  const settings = useMemo(() => {
    const sides = JSON.parse(groups) as typeof dimensions
    if (window !== undefined)
      return windowProperties(JSON.parse(known) as typeof others, { window, groups: sides })
    if (calculated) return calcProperties
    return aggregateProperties(fitting.split(',') as NonNullable<MeasureDocument['agg']>[], {
      finer,
      groups: sides,
    })
  }, [window, calculated, known, fitting, finer, groups])
  const write = (values: Values, changed: string): void => {
    const patch = patchOf(settings, values) as Partial<MeasureDocument>
    const label = t('edited', { name })
    if (changed === 'agg' && patch.agg !== undefined)
      return editor.edit(withAggregate(editor, measure, patch.agg), label)
    // A formula that was emptied is not yet another one: the measure would be nothing without it.
    if (changed === 'calc' && patch.calc === undefined) return
    // The name shown may be the field's own: it is written only when somebody writes it.
    const named = changed === 'label' ? measurePatch(patch) : { ...measurePatch(patch), label: measure.label }
    editor.edit(editMeasure(report, measure.key, named), label, `${measure.key} ${changed}`)
  }
  return (
    <>
      <Title editor={editor} name={name} />
      <FaultNote editor={editor} part={measure.key} />
      <Panel
        key={`measure-${measure.key}-${window ?? (calc === undefined ? 'agg' : 'calc')}`}
        name={`measure-${measure.key}-${window ?? (calc === undefined ? 'agg' : 'calc')}`}
        settings={settings}
        values={measureValues(measure, name)}
        home={sourceOfMeasure(source, report, measure).entity?.key}
        {...(calc === undefined ? {} : { scope })}
        onChange={write}
      />
    </>
  )
}
