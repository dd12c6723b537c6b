import { say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { useMove } from './use-move.ts'
import { CanvasElement } from './canvas-element.tsx'
import type { CanvasLook } from './canvas-look.ts'
import type { FormEditor } from './editor-types.ts'
import { FieldLook } from './field-look.tsx'
import { FormulaPlace } from './formula-place.tsx'
import { messages } from './messages.ts'
import { type Column, columnAt, columnsOf, type Table, totalOf } from './subtable.ts'

/** A sub-table opened on the canvas: its columns side by side, each a field of the rows that can be dropped and dragged. */
export function CanvasTable({
  editor,
  look,
  table,
  children,
}: {
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly table: Table
  /** Marks behind the name. */
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const list = `${table.pointer}/columns`
  const columns = columnsOf(table)
  const { selected, selection } = look
  const chosen =
    selection.length === 1 && selected?.startsWith(`${list}/`) === true
      ? columnAt(look.present, selected)
      : undefined
  return (
    <div className="d-table">
      <span className="d-field-label">
        <Icon name="table-2" size={14} />
        <span className="m-two-lines">{say(table.field.label, locale)}</span>
        {table.field.required === true ? <b title={t('requiredMark')}>*</b> : null}
        {children}
      </span>
      <div className="d-columns-scroll">
        <div className="d-columns" data-list={list} data-flow="row">
          {columns.map((column, index) => (
            <CanvasColumn
              key={column.field}
              editor={editor}
              look={look}
              table={table}
              column={column}
              pointer={`${list}/${index}`}
              index={index}
            />
          ))}
          <button
            type="button"
            className="d-column-add"
            onClick={(event) => {
              event.stopPropagation()
              editor.drop({ add: 'field', type: 'text' }, { list, index: columns.length, mode: 'after' })
            }}
          >
            <Icon name="plus" size={14} /> {t('addColumn')}
          </button>
        </div>
      </div>
      {chosen?.field === undefined ? null : (
        <FormulaPlace editor={editor} present={look.present} of={table.child.key} field={chosen.field} />
      )}
    </div>
  )
}

function CanvasColumn({
  editor,
  look,
  table,
  column,
  pointer,
  index,
}: {
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly table: Table
  readonly column: Column
  readonly pointer: string
  readonly index: number
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const { ref, dragging } = useDragSource('form-node', useMove(pointer), { label: look.nameOf(pointer) })
  const field = table.child.fields.find(({ key }) => key === column.field)
  const total = totalOf(table, column.field)
  return (
    <CanvasElement
      className="d-column"
      editor={editor}
      look={look}
      pointer={pointer}
      index={index}
      dragRef={ref}
      dragging={dragging}
      type="column"
      style={{ width: column.width ?? 150 }}
    >
      <span className="d-column-name">
        <Icon name={kit.fields.find(field?.type ?? '')?.icon ?? 'square'} size={14} />
        <span className="m-clip">{say(column.label ?? field?.label, locale) || column.field}</span>
        {field?.required === true ? <b title={t('requiredMark')}>*</b> : null}
        {column.visible === undefined ? null : (
          <i className="d-mark" title={t('conditional')}>
            <Icon name="split" size={14} />
          </i>
        )}
      </span>
      {field === undefined ? (
        <span className="m-error">{t('unknownField', { key: column.field })}</span>
      ) : (
        <FieldLook field={field} look={look} />
      )}
      {total === undefined ? null : <span className="d-column-total">Σ {t(`total_${total}`)}</span>}
    </CanvasElement>
  )
}
