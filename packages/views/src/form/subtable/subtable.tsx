import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { type RowState, takesRows } from '@mortise/forms'
import type { EntityModel, FormSubtableNode } from '@mortise/schema'
import { Icon, useNarrow, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useFaceContext } from '../../workspace/metadata.tsx'
import { controlId } from '../control-id.ts'
import { focusField } from '../focus-field.ts'
import { useField, useFormPart, useFormStore } from '../form-store.ts'
import { columnsOf, shownColumns } from './columns.ts'
import { RowGrid, type RowsProps } from './grid.tsx'
import { messages } from './messages.ts'
import { PickedBar } from './picked-bar.tsx'
import { RowCards } from './row-cards.tsx'
import { RowPanel } from './row-panel.tsx'
import { TotalsLine } from './totals-line.tsx'
import { usePicked } from './use-picked.ts'
import { useRows } from './use-rows.ts'
import { useWanted } from './use-wanted.ts'

type SubtableProps = {
  readonly node: FormSubtableNode
  readonly entity: EntityModel
  readonly ctx: FaceContext
}

const noRows: readonly RowState[] = []

/** The rows of a sub-table: a sheet, cards (always on a phone), or a sheet whose rows open in a panel. */
export function Subtable({ node, entity, ctx }: SubtableProps): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const narrow = useNarrow()
  const state = useField(store, node.field)
  const rows = useFormPart(store, (form) => form.tables[node.field] ?? noRows)
  const plan = store.program.tables.get(node.field)
  const own = useFaceContext(plan?.entity.key ?? '')
  // Names, choices and files are those of the form around; only lookups begin at the row, and its files are not kept.
  const inner = useMemo<FaceContext>(() => {
    const { shown, upload, waiting } = own
    return { ...ctx, ...(shown && { shown }), ...(upload && { upload }), waiting }
  }, [ctx, own])
  const all = useMemo(() => columnsOf(node, plan?.entity, inner), [node, plan, inner])
  const columns = useSame(shownColumns(all, rows))
  const acts = useRows(store, node.field)
  const picked = usePicked(rows)
  const [opened, setOpened] = useState<string>()
  const view = narrow && node.view !== 'dialog' ? 'cards' : (node.view ?? 'grid')
  useWanted(node.field, ({ row }) => {
    if (view === 'dialog') setOpened(row)
  })
  const add = useCallback(() => {
    const made = acts.add()
    const first = columns.find(({ field }) => plan?.fields.get(field.key)?.computed === false)
    if (made === undefined || first === undefined) return
    if (view === 'dialog') setOpened(made)
    else focusField(store, `${node.field}/${made}/${first.field.key}`)
  }, [acts, columns, plan, view, store, node.field])
  if (plan === undefined || state?.visible === false) return null
  const readOnly = state?.readOnly === true
  const canAdd = takesRows(store.program, store.state, node.field)
  const label = say(node.label ?? entity.field(node.field)?.document.label, ctx.locale)
  const errors = state?.errors ?? []
  const shared: RowsProps = {
    node,
    columns,
    ctx: inner,
    rows,
    readOnly,
    canAdd,
    canDelete: state?.canDelete !== false,
    label,
    acts,
    picked,
    onOpen: setOpened,
  }
  return (
    <div className="m-subtable" id={controlId(store, node.field)} data-invalid={errors.length > 0}>
      <div className="m-row m-subtable-head">
        <h4 className="m-divider">
          {label}
          {state?.required === true && !readOnly ? <b aria-hidden="true">*</b> : null}
        </h4>
        <span className="m-faint">{rows.length}</span>
      </div>
      {view === 'cards' ? <RowCards {...shared} /> : <RowGrid {...shared} inPanel={view === 'dialog'} />}
      {view === 'cards' && rows.length > 0 ? <TotalsLine node={node} columns={columns} ctx={inner} /> : null}
      {errors.length === 0 ? null : (
        <span className="m-error">{errors.map((one) => say(one.message, ctx.locale))}</span>
      )}
      {readOnly ? null : (
        <div className="m-row m-subtable-foot">
          {canAdd ? (
            <Button
              type="dashed"
              size={narrow ? 'middle' : 'small'}
              onClick={add}
              icon={<Icon name="plus" size={14} />}
            >
              {t('addRow')}
            </Button>
          ) : null}
          {picked.keys.size > 0 ? <PickedBar picked={picked} acts={acts} canAdd={canAdd} /> : null}
          {view === 'grid' && rows.length > 0 && picked.keys.size === 0 ? (
            <small className="m-faint m-only-wide">{t('keys')}</small>
          ) : null}
        </div>
      )}
      <RowPanel {...shared} row={opened} onClose={() => setOpened(undefined)} />
    </div>
  )
}

/** Keeps the list of before while it names the same columns, so that rows need not be drawn anew. */
function useSame<Item>(list: readonly Item[]): readonly Item[] {
  const [kept, setKept] = useState(list)
  const same = kept.length === list.length && kept.every((one, at) => one === list[at])
  if (!same) setKept(list)
  return same ? kept : list
}
