import type { MeasureDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { MenuProps } from 'antd'
import { type Shelf, editDimension, editMeasure, sortBy, spotOf } from './commands.ts'
import { buckets, isDated, kindAt } from './fields.ts'
import { dimensionLabel, measureLabel, sameLabel } from './labels.ts'
import { aggregateWord, bucketWord, messages, type ReportWord } from './messages.ts'
import { deriveMeasure } from './put.ts'
import type { ReportEditor } from './use-report-editor.ts'

type Items = NonNullable<MenuProps['items']>
type Translate = (key: ReportWord, params?: { readonly [name: string]: string }) => string

const aggregates = ['sum', 'avg', 'min', 'max', 'count', 'countDistinct'] as const
const summable = new Set(['sum', 'avg'])
const windows = ['percentOfTotal', 'rank', 'running', 'shift'] as const

/** Path of a plain field; undefined for formulas. */
export function plainPathOf(expr: unknown): string | undefined {
  const named = typeof expr === 'object' && expr !== null && 'var' in expr ? expr.var : undefined
  return typeof named === 'string' ? named : undefined
}

/** Ways of summing up that fit what a measure reads. */
export function aggregatesFor(
  editor: Pick<ReportEditor, 'source'>,
  measure: MeasureDocument,
): readonly (typeof aggregates)[number][] {
  const path = plainPathOf(measure.expr)
  if (measure.expr === undefined) return ['count']
  const kind = path === undefined ? 'number' : kindAt(editor.source, path)
  return aggregates.filter((one) => !summable.has(one) || kind === 'number' || kind === 'duration')
}

/** The report with a measure summed up another way; a name that nobody gave follows. */
export function withAggregate(
  editor: ReportEditor,
  measure: MeasureDocument,
  agg: NonNullable<MeasureDocument['agg']>,
): ReportEditor['report'] {
  const path = plainPathOf(measure.expr)
  const given =
    measure.agg === undefined || !sameLabel(measure.label, measureLabel(editor.source, path, measure.agg))
  const label = given ? measure.label : measureLabel(editor.source, path, agg)
  return editMeasure(editor.report, measure.key, { agg, label })
}

/** What the menu of a pill offers. */
export function usePillMenu(editor: ReportEditor, key: string): Items {
  const t: Translate = useT(messages)
  const { report } = editor
  const dimension = report.dimensions?.find((one) => one.key === key)
  const measure = report.measures?.find((one) => one.key === key)
  const one = dimension ?? measure
  if (one === undefined) return []
  const name = editor.nameOf(one)
  const edited = t('edited', { name })
  const own =
    dimension === undefined
      ? measureItems(editor, measure, { t, edited })
      : bucketItems(editor, dimension, { t, edited })
  return [
    ...own,
    sortItems(editor, key, { t, edited }),
    { type: 'divider' },
    ...(dimension === undefined ? [] : otherShelf(editor, key, t)),
    { key: 'rename', label: t('rename'), onClick: () => editor.select(key) },
    { key: 'remove', danger: true, label: t('remove'), onClick: () => editor.remove(key) },
  ]
}

type Given = { readonly t: Translate; readonly edited: string }

function bucketItems(
  editor: ReportEditor,
  dimension: NonNullable<ReportEditor['report']['dimensions']>[number],
  { t, edited }: Given,
): Items {
  const path = plainPathOf(dimension.expr)
  if (path === undefined || !isDated(editor.source, path)) return []
  const given = !sameLabel(dimension.label, dimensionLabel(editor.source, path, dimension.bucket))
  return [
    {
      key: 'bucket',
      label: t('bucket'),
      children: buckets.map((bucket) => ({
        key: `bucket ${bucket}`,
        label: t(bucketWord[bucket]),
        onClick: () => {
          const label = given ? dimension.label : dimensionLabel(editor.source, path, bucket)
          editor.edit(editDimension(editor.report, dimension.key, { bucket, label }), edited)
        },
      })),
    },
  ]
}

function measureItems(
  editor: ReportEditor,
  measure: MeasureDocument | undefined,
  { t, edited }: Given,
): Items {
  if (measure === undefined || measure.window !== undefined) return []
  const name = editor.nameOf(measure)
  const fitting = measure.agg === undefined ? [] : aggregatesFor(editor, measure)
  const derive = {
    key: 'derive',
    label: t('derive'),
    children: windows.map((window) => ({
      key: `derive ${window}`,
      label: t(window),
      disabled:
        window === 'shift' && !(editor.report.dimensions ?? []).some((one) => one.bucket !== undefined),
      onClick: () => {
        const made = deriveMeasure(editor.report, measure.key, { window, label: `${name} · ${t(window)}` })
        editor.edit(made.report, t('added', { name: t(window), shelf: t('values') }))
        editor.select(made.key)
      },
    })),
  }
  if (fitting.length === 0) return [derive]
  const sums = {
    key: 'aggregate',
    label: t('aggregate'),
    children: fitting.map((agg) => ({
      key: `agg ${agg}`,
      label: t(aggregateWord[agg]),
      onClick: () => editor.edit(withAggregate(editor, measure, agg), edited),
    })),
  }
  const only = { key: 'only', label: t('onlyWhen'), onClick: () => editor.select(measure.key) }
  return [...(fitting.length > 1 ? [sums] : []), derive, only]
}

function sortItems(editor: ReportEditor, key: string, { t, edited }: Given): Items[number] {
  const choices = [
    ['asc', 'ascending'],
    ['desc', 'descending'],
    [undefined, 'unsorted'],
  ] as const
  return {
    key: 'sort',
    label: t('sort'),
    children: choices.map(([dir, word]) => ({
      key: `sort ${word}`,
      label: t(word),
      onClick: () => editor.edit(sortBy(editor.report, key, dir), edited),
    })),
  }
}

function otherShelf(editor: ReportEditor, key: string, t: Translate): Items {
  const at = spotOf(editor.report, key)?.shelf
  const other: Shelf = at === 'rows' ? 'columns' : 'rows'
  return [
    {
      key: 'other',
      label: t('moveTo', { name: t(other) }),
      onClick: () => editor.move(key, { shelf: other, index: 99 }),
    },
  ]
}
