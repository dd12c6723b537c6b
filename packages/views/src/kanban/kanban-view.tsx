import type { FilterExpression, ListAnswer, WireRecord } from '@mortise/client'
import type { EntityModel, FieldModel, ViewDocument } from '@mortise/schema'
import { EmptyState, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { optionsOf } from '../record/stages.ts'
import { useMove } from '../record/use-move.tsx'
import '../styles/kanban.css'
import { pluralOf, readableFields, useRights } from '../workspace/metadata.tsx'
import type { ViewProps } from '../view-type/types.ts'
import { KanbanColumn } from './kanban-column.tsx'
import { messages } from './messages.ts'
import { useFigures } from './use-figures.ts'

type KanbanProps = {
  readonly entity: EntityModel
  readonly view: ViewDocument
  readonly filter: FilterExpression | undefined
  readonly search: string | undefined
  readonly onOpen: (id: string) => void
}

/** Records as cards in the columns of a choice field; dragging a card moves the record. */
export default function KanbanView({ entity, view, filter, search, onSearch }: ViewProps): ReactNode {
  const t = useT(messages)
  const field = entity.field(view?.groupBy ?? '')
  if (view === undefined || field === undefined || optionsOf(field).length === 0) {
    return <EmptyState title={t('noField')} text={t('noFieldText')} />
  }
  const onOpen = (open: string): void => onSearch({ open })
  return <Board {...{ entity, view, filter, onOpen, field }} search={search.q} />
}

function Board({
  entity,
  view,
  filter,
  search,
  onOpen,
  field,
}: KanbanProps & { readonly field: FieldModel }): ReactNode {
  const rights = useRights(entity.key)
  const locale = useLocale()
  const queries = useQueryClient()
  const { move, dialog } = useMove(entity, field)
  const figures = useFigures({ entity, view, filter, search, field })
  const readable = useMemo(
    () => new Set(readableFields(entity, rights).map(({ key }) => key)),
    [entity, rights],
  )
  const shown = (view.columns ?? []).filter(
    (key) => readable.has(key) && key !== entity.document.title && key !== field.key && key !== 'owner',
  )
  const mayMove = rights.update && rights.fields[field.key] === 'write'
  const key = (stage: string): readonly unknown[] => ['records', entity.key, 'column', view.key, stage]

  // The card is in its new column at once; when the server refuses, it goes back.
  const shift = async (record: WireRecord, to: string): Promise<void> => {
    const from = String(record[field.key] ?? '')
    if (from === to) return
    const put = (stage: string, change: (list: readonly WireRecord[]) => readonly WireRecord[]): void => {
      queries.setQueriesData<ListAnswer>({ queryKey: key(stage) }, (old) =>
        old === undefined ? old : { ...old, data: change(old.data) },
      )
    }
    put(from, (list) => list.filter((one) => one.id !== record.id))
    put(to, (list) => [{ ...record, [field.key]: to }, ...list])
    if (await move(record, to)) return
    put(to, (list) => list.filter((one) => one.id !== record.id))
    put(from, (list) => [record, ...list])
  }
  if (figures.isPending) return <Skeleton shape="cards" />
  return (
    <div className="m-board" role="group" aria-label={pluralOf(entity, locale)} tabIndex={0}>
      {optionsOf(field).map((option) => (
        <KanbanColumn
          key={option.value}
          {...{ entity, view, field, option, filter, search, shown, onOpen, mayMove }}
          queryKey={key(option.value)}
          figures={figures.of(option.value)}
          onCount={figures.countAll}
          onMove={(record, to) => void shift(record, to)}
        />
      ))}
      {dialog}
    </div>
  )
}
