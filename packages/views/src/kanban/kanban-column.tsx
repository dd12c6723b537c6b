import type { FilterExpression, ListAnswer, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldModel, OptionDocument, ViewDocument } from '@mortise/schema'
import { ErrorState, shortNumber, Skeleton, Tag, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useDrop } from 'react-dnd'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { cardType, KanbanCard, type DraggedCard } from './kanban-card.tsx'
import { messages } from './messages.ts'

/** Count and sums over a column. */
export type ColumnFigures = {
  readonly count: number
  /** There are more than `count`; sums are absent until they are counted. */
  readonly more: boolean
  readonly sums: readonly { readonly key: string; readonly value: Json }[]
}

export type KanbanColumnProps = {
  readonly entity: EntityModel
  readonly view: ViewDocument
  readonly field: FieldModel
  readonly option: OptionDocument
  readonly filter: FilterExpression | undefined
  readonly search: string | undefined
  readonly shown: readonly string[]
  readonly mayMove: boolean
  readonly queryKey: readonly unknown[]
  readonly figures: ColumnFigures | undefined
  readonly onCount: () => void
  readonly onOpen: (id: string) => void
  readonly onMove: (record: WireRecord, to: string) => void
}

const step = 50

/** The cards of a column, and since when they stand in it where that is kept. */
type ColumnAnswer = ListAnswer & { readonly since: { readonly [id: string]: string } | undefined }

/** One stage: its figures on top, its newest cards below; a place to drop cards. */
export function KanbanColumn(props: KanbanColumnProps): ReactNode {
  const { entity, option, figures, onMove } = props
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const [size, setSize] = useState(step)
  const cards = useColumn(props, size)
  const [{ over }, drop] = useDrop<DraggedCard, unknown, { over: boolean }>({
    accept: cardType,
    drop: ({ record }) => onMove(record, option.value),
    collect: (monitor) => ({ over: monitor.isOver() }),
  })
  const records = cards.data?.data ?? []
  const label = say(option.label, ctx.locale)
  const count = figures?.count ?? records.length
  const shown =
    figures?.more === true ? (
      <button type="button" className="m-plain-link" title={t('countAll')} onClick={props.onCount}>
        {`${count}+`}
      </button>
    ) : (
      count
    )
  const limit = typeof option['wip'] === 'number' ? option['wip'] : props.view.wipLimit
  const weighted = weightedOf(props)
  return (
    <section
      className="m-column"
      data-over={over}
      aria-label={label}
      ref={(element) => {
        drop(element)
      }}
    >
      <header>
        <div className="m-row">
          <Tag color={option.color} dot>
            <b>{label}</b>
          </Tag>
          <span className="m-spring" />
          <span
            className="m-column-count"
            data-over={limit !== undefined && count > limit}
            title={limit !== undefined && count > limit ? t('overLimit', { n: limit }) : undefined}
          >
            {shown}
            {limit === undefined ? null : t('ofLimit', { limit })}
          </span>
        </div>
        <div className="m-column-sums">
          {figures?.sums.map(({ key, value }) => (
            <span key={key}>
              {say(entity.field(key)?.document.label, ctx.locale)}
              <b>{shortNumber(Number(value ?? 0), ctx.locale)}</b>
            </span>
          ))}
          {weighted === undefined ? null : (
            <span title={t('weightedHint', { n: weighted.probability })}>
              {t('weighted')}
              <b>{shortNumber(weighted.value, ctx.locale)}</b>
            </span>
          )}
        </div>
      </header>
      <div className="m-column-cards">
        {cards.isPending ? <Skeleton shape="cards" count={3} /> : null}
        {cards.isError ? <ErrorState error={cards.error} onRetry={() => void cards.refetch()} /> : null}
        {records.map((record) => (
          <KanbanCard key={record.id} record={record} since={cards.data?.since?.[record.id]} {...props} />
        ))}
        {cards.isSuccess && records.length === 0 ? <p className="m-column-empty">{t('empty')}</p> : null}
        {(cards.data?.nextCursor ?? null) !== null ? (
          <Button type="text" size="small" onClick={() => setSize(size + step)}>
            {t('more')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}

/** The column's one sum by the probability of its stage; a board that sums more says itself what it wants weighted. */
function weightedOf({
  option,
  figures,
}: KanbanColumnProps): { readonly value: number; readonly probability: number } | undefined {
  const { probability } = option
  const [sum, second] = figures?.sums ?? []
  if (typeof probability !== 'number' || sum === undefined || second !== undefined) return undefined
  return { value: (Number(sum.value ?? 0) * probability) / 100, probability }
}

function useColumn(
  { entity, view, field, option, filter, search, shown, queryKey }: KanbanColumnProps,
  limit: number,
): ReturnType<typeof useQuery<ColumnAnswer>> {
  const { client, labels } = useWorkspace()
  const own = { '==': [{ var: field.key }, option.value] }
  return useQuery({
    queryKey: [...queryKey, filter, search, limit],
    queryFn: async ({ signal }) => {
      const answer = await client.records.query(
        {
          entity: entity.key,
          fields: [entity.document.title, field.key, ...shown, 'owner', 'created_at', 'updated_at'],
          filter: filter === undefined ? own : { and: [filter, own] },
          search,
          sort: view.sort ?? [{ field: 'updated_at', dir: 'desc' }],
          limit,
        },
        { signal },
      )
      labels.add(answer.refs)
      const ids = answer.data.map(({ id }) => id)
      const tracked = field.document.history === true && ids.length > 0
      const since = tracked
        ? await client.records.since(entity.key, { field: field.key, ids }, { signal })
        : undefined
      return { ...answer, since }
    },
    placeholderData: (previous) => previous,
  })
}
