import type { DimensionDocument } from '@mortise/schema'
import type { Translate } from '@mortise/ui'
import type { MenuProps } from 'antd'
import { plainPathOf } from './aggregates.ts'
import { editDimension, patched, type Shelf, spotOf } from './commands.ts'
import { topOf } from './derive.ts'
import { buckets, isDated } from './fields.ts'
import { dimensionLabel, sameLabel } from './labels.ts'
import { bucketWord, type ReportWord } from './messages.ts'
import type { ReportEditor } from './use-report-editor.ts'
import { groupingKind } from './value-groups.ts'

type Items = NonNullable<MenuProps['items']>
type Given = { readonly t: Translate<ReportWord>; readonly edited: string }

const tops = [3, 5, 10, 20, 50]

/** What can be done with a group: its period, how many of its values show, and whether those without records do. */
export function dimensionItems(editor: ReportEditor, dimension: DimensionDocument, given: Given): Items {
  return [
    ...bucketItems(editor, dimension, given),
    ...valueItems(editor, dimension, given),
    ...topItems(editor, dimension, given),
    zeroItem(editor, given),
  ]
}

/** Values under names of one's own: stages into early and late, amounts into bands. */
function valueItems(editor: ReportEditor, dimension: DimensionDocument, { t, edited }: Given): Items {
  if (groupingKind(editor.source, dimension) === undefined) return []
  const { key, groups } = dimension
  const ask = (): void => editor.ask({ about: 'values', dimension: key })
  if (groups === undefined) return [{ key: 'values', label: t('valueGroups'), onClick: ask }]
  const apart = (): void => editor.edit(editDimension(editor.report, key, { groups: undefined }), edited)
  return [
    { key: 'values', label: t('changeValueGroups'), onClick: ask },
    { key: 'values apart', label: t('noValueGroups'), onClick: apart },
  ]
}

function bucketItems(editor: ReportEditor, dimension: DimensionDocument, { t, edited }: Given): Items {
  const path = plainPathOf(dimension.expr)
  if (path === undefined || !isDated(editor.source, path)) return []
  const given = !sameLabel(dimension.label, dimensionLabel(editor.source, path, dimension.bucket))
  const children = buckets.map((bucket) => ({
    key: `bucket ${bucket}`,
    label: t(bucketWord[bucket]),
    onClick: () => {
      const label = given ? dimension.label : dimensionLabel(editor.source, path, bucket)
      editor.edit(editDimension(editor.report, dimension.key, { bucket, label }), edited)
    },
  }))
  return [{ key: 'bucket', label: t('bucket'), children }]
}

/** The first values of the first dimension: the others are told apart within them. */
function topItems(editor: ReportEditor, dimension: DimensionDocument, { t, edited }: Given): Items {
  const { report } = editor
  const { limit } = report
  if (report.dimensions?.[0] !== dimension || dimension.bucket !== undefined) return []
  const choose = tops.map((n) => ({
    key: `top ${n}`,
    label: t('topOf', { n: String(n) }),
    onClick: () => editor.edit(topOf(report, n), edited),
  }))
  if (limit === undefined) return [{ key: 'top', label: t('top'), children: choose }]
  const others = limit.others === true
  const gather = (): void =>
    editor.edit({ ...report, limit: patched(limit, { others: others ? undefined : true }) }, edited)
  const more: Items = [
    { type: 'divider' },
    { key: 'others', label: t(others ? 'othersOff' : 'othersOn'), onClick: gather },
    { key: 'top all', label: t('topAll'), onClick: () => editor.edit(topOf(report, undefined), edited) },
  ]
  return [{ key: 'top', label: t('top'), children: [...choose, ...more] }]
}

function zeroItem({ report, edit }: ReportEditor, { t, edited }: Given): Items[number] {
  const on = report.zeros === true
  return {
    key: 'zeros',
    label: t(on ? 'zerosOff' : 'zerosOn'),
    onClick: () => edit(patched(report, { zeros: on ? undefined : true }), edited),
  }
}

/** Moves a group from down to across, or back. */
export function otherShelf(editor: ReportEditor, key: string, t: Given['t']): Items {
  const at = spotOf(editor.report, key)?.shelf
  const other: Shelf = at === 'rows' ? 'columns' : 'rows'
  const onClick = (): void => editor.move(key, { shelf: other, index: 99 })
  return [{ key: 'other', label: t('moveTo', { name: t(other) }), onClick }]
}
