import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { Avatar, IconButton, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useDrag } from 'react-dnd'
import { endOf, optionsOf } from '../record/stages.ts'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import type { KanbanColumnProps } from './kanban-column.tsx'
import { messages } from './messages.ts'

/** Name of what is dragged on a board. */
export const cardType = 'mortise/card'

export type DraggedCard = { readonly record: WireRecord }

const day = 86_400_000

/** One record on a board. The menu does by keyboard what dragging does by hand. */
export function KanbanCard({
  record,
  since,
  ...props
}: KanbanColumnProps & {
  readonly record: WireRecord
  /** When it came into this column; undefined where that is not kept. */
  readonly since: string | undefined
}): ReactNode {
  const { entity, field, shown, mayMove, onOpen, onMove } = props
  const { labels } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const [{ dragging }, drag] = useDrag({
    type: cardType,
    item: { record } satisfies DraggedCard,
    canDrag: mayMove,
    collect: (monitor) => ({ dragging: monitor.isDragging() }),
  })
  const name = String(record[entity.document.title] ?? '')
  const owner = typeof record['owner'] === 'string' ? labels.get('user', record['owner']) : undefined
  const tracked = field.document.history === true
  const days = daysOf(tracked ? since : record['updated_at'], props)
  const stages = optionsOf(field).filter((option) => option.value !== record[field.key])
  return (
    <article
      className="m-kcard"
      data-dragging={dragging}
      data-stale={days?.tone}
      ref={(element) => {
        drag(element)
      }}
    >
      <div className="m-row">
        <button type="button" className="m-kcard-title m-two-lines" onClick={() => onOpen(record.id)}>
          {name}
        </button>
        {mayMove ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                {
                  key: 'move',
                  type: 'group',
                  label: t('moveTo'),
                  children: stages.map((option) => ({
                    key: option.value,
                    label: say(option.label, ctx.locale),
                    onClick: () => onMove(record, option.value),
                  })),
                },
              ],
            }}
          >
            <span>
              <IconButton icon="ellipsis" size={14} label={t('actions', { name })} />
            </span>
          </Dropdown>
        ) : null}
      </div>
      <CardFields entity={entity} record={record} shown={shown} />
      <footer>
        {owner ? <Avatar name={owner} size={20} /> : null}
        <span className="m-spring" />
        {days === undefined || days.n === 0 ? null : (
          <span className="m-kcard-days" title={t(tracked ? 'daysHere' : 'daysStill', { n: days.n })}>
            {t('days', { n: days.n })}
          </span>
        )}
      </footer>
    </article>
  )
}

/** What a face needs at the most to stand beside a figure, in pixels. */
const short = 125

/** The fields of a card: names and words one to a line, figures on a line of their own with a date or tag beside them. */
function CardFields({
  entity,
  record,
  shown,
}: Pick<KanbanColumnProps, 'entity' | 'shown'> & { readonly record: WireRecord }): ReactNode {
  const ctx = useFaceContext(entity.key)
  const filled = shown.flatMap((key) => {
    const field = (record[key] ?? null) === null ? undefined : entity.field(key)
    const face = field === undefined ? undefined : ctx.faces.find(field.type)
    if (field === undefined) return []
    return [{ field, end: face?.align === 'end', slim: (face?.width ?? 0) <= short }]
  })
  const draw = (list: typeof filled, named = false): readonly ReactNode[] =>
    list.map(({ field }) => (
      <span key={field.key} className="m-clip" title={say(field.document.label, ctx.locale)}>
        {named ? <small>{say(field.document.label, ctx.locale)}</small> : null}
        <Value value={record[field.key]} field={field.document} ctx={ctx} />
      </span>
    ))
  const figures = filled.filter(({ end }) => end)
  const aside = filled.filter(({ end, slim }) => !end && slim)
  return (
    <>
      <div className="m-kcard-fields">{draw(filled.filter(({ end, slim }) => !end && !slim))}</div>
      {figures.length + aside.length === 0 ? null : (
        <div className="m-kcard-figures">
          {draw(figures, true)}
          <span className="m-spring" />
          {draw(aside)}
        </div>
      )}
    </>
  )
}

/** Whole days since an instant; amber past the view's limit, red at twice of it. Closed stages don't stall. */
function daysOf(
  since: Json | undefined,
  { view, option }: KanbanColumnProps,
): { readonly n: number; readonly tone: 'amber' | 'red' | undefined } | undefined {
  if (typeof since !== 'string' || endOf(option) !== undefined) return undefined
  const n = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / day))
  const limit = typeof option['staleDays'] === 'number' ? option['staleDays'] : (view.stalledAfterDays ?? 7)
  return { n, tone: n > limit * 2 ? 'red' : n > limit ? 'amber' : undefined }
}
