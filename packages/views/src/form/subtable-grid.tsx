import { say } from '@mortise/errors'
import { addDecimal, type Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { addRow, removeRow, type RowState } from '@mortise/forms'
import type { EntityModel, FieldModel, FormSubtableNode } from '@mortise/schema'
import { Icon, IconButton, useNarrow, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { FieldControl } from './field-control.tsx'
import { useField, useFormPart, useFormStore } from './form-store.ts'
import { messages } from './messages.ts'

type GridProps = { readonly node: FormSubtableNode; readonly entity: EntityModel; readonly ctx: FaceContext }
type GridColumn = { readonly field: FieldModel; readonly width: number; readonly end: boolean }

const noRows: readonly RowState[] = []

/** The rows of a sub-table, edited in place, with sums below. On a phone each row is a card. */
export function SubtableGrid({ node, entity, ctx }: GridProps): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const narrow = useNarrow()
  const state = useField(store, node.field)
  const rows = useFormPart(store, (form) => form.tables[node.field] ?? noRows)
  const plan = store.program.tables.get(node.field)
  const inner = useFaceContext(plan?.entity.key ?? '')
  const columns = useMemo(() => columnsOf(node, plan?.entity, inner), [node, plan, inner])
  if (plan === undefined || state?.visible === false) return null
  const readOnly = state?.readOnly === true
  const add = (): void => store.set((form) => addRow(store.program, form, node.field))
  const drop = (key: string): void => store.set((form) => removeRow(store.program, form, node.field, key))
  const label = say(entity.field(node.field)?.document.label, ctx.locale)
  const errors = state?.errors ?? []
  const shared = { node, columns, ctx: inner, rows, readOnly, onDrop: drop }
  return (
    <div className="m-subtable" data-invalid={errors.length > 0}>
      <div className="m-row">
        <h4 className="m-divider">{label}</h4>
        <span className="m-faint">{rows.length}</span>
      </div>
      {narrow ? <RowCards {...shared} /> : <RowTable {...shared} label={label} />}
      {errors.length === 0 ? null : (
        <span className="m-error">{errors.map((one) => say(one.message, ctx.locale))}</span>
      )}
      {readOnly ? null : (
        <Button type="dashed" size="small" onClick={add} icon={<Icon name="plus" size={14} />}>
          {t('addRow')}
        </Button>
      )}
    </div>
  )
}

function columnsOf(
  node: FormSubtableNode,
  entity: EntityModel | undefined,
  ctx: FaceContext,
): readonly GridColumn[] {
  const fields =
    node.columns?.flatMap((column) => entity?.field(column.field) ?? []) ??
    entity?.fields.filter(
      (field) => !field.system && ctx.types.find(field.type)?.parentField === undefined,
    ) ??
    []
  return fields.map((field) => {
    const face = ctx.faces.find(field.type)
    const width = node.columns?.find((column) => column.field === field.key)?.width ?? face?.width ?? 140
    return { field, width, end: face?.align === 'end' }
  })
}

type RowsProps = {
  readonly node: FormSubtableNode
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
  readonly rows: readonly RowState[]
  readonly readOnly: boolean
  readonly onDrop: (key: string) => void
}

function RowTable(props: RowsProps & { readonly label: string }): ReactNode {
  const { node, columns, ctx, rows, readOnly, onDrop, label } = props
  const t = useT(messages)
  return (
    <div className="m-scroll-x" role="region" aria-label={label} tabIndex={0}>
      <table className="m-grid-table" data-read={readOnly} aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="m-row-number">
              #
            </th>
            {columns.map(({ field, width, end }) => (
              <th
                key={field.key}
                scope="col"
                style={readOnly ? undefined : { minWidth: width }}
                data-end={end}
              >
                {say(field.document.label, ctx.locale)}
              </th>
            ))}
            <th aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.key}>
              <td className="m-row-number">{at + 1}</td>
              {columns.map(({ field, end }) => (
                <td key={field.key} data-end={end}>
                  <FieldControl
                    path={`${node.field}/${row.key}/${field.key}`}
                    field={field.document}
                    ctx={ctx}
                    bare
                    locked={readOnly}
                  />
                </td>
              ))}
              <td>
                {readOnly ? null : (
                  <IconButton
                    icon="x"
                    label={t('removeRow', { n: at + 1 })}
                    onClick={() => onDrop(row.key)}
                  />
                )}
              </td>
            </tr>
          ))}
          {rows.length === 0 ? (
            <tr>
              <td colSpan={columns.length + 2} className="m-faint m-no-rows">
                {t('noRows')}
              </td>
            </tr>
          ) : null}
        </tbody>
        {(node.totals ?? []).length > 0 && rows.length > 0 ? (
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {columns.map(({ field, end }) => (
                <td key={field.key} data-end={end}>
                  {node.totals?.includes(field.key) ? (
                    <Value value={sumOf(rows, field.key)} field={field.document} ctx={ctx} />
                  ) : null}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  )
}

function RowCards({ node, columns, ctx, rows, readOnly, onDrop }: RowsProps): ReactNode {
  const t = useT(messages)
  return (
    <ol className="m-row-cards">
      {rows.map((row, at) => (
        <li key={row.key}>
          <div className="m-row">
            <b>{at + 1}</b>
            <span className="m-spring" />
            {readOnly ? null : (
              <IconButton icon="x" label={t('removeRow', { n: at + 1 })} onClick={() => onDrop(row.key)} />
            )}
          </div>
          {columns.map(({ field }) => (
            <FieldControl
              key={field.key}
              path={`${node.field}/${row.key}/${field.key}`}
              field={field.document}
              ctx={ctx}
              locked={readOnly}
            />
          ))}
        </li>
      ))}
    </ol>
  )
}

/** The exact sum of a column; what is no number counts as nothing. */
function sumOf(rows: readonly RowState[], key: string): Json {
  let sum: string | number = '0'
  for (const { row } of rows) {
    const value = row[key]
    if (typeof value === 'string' || typeof value === 'number') sum = addDecimal(sum, value)
  }
  return sum
}
