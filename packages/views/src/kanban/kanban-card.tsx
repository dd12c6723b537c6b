import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
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
  ...props
}: KanbanColumnProps & { readonly record: WireRecord }): ReactNode {
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
  const days = daysOf(record, props)
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
      <div className="m-kcard-fields">
        {shown.map((key) => {
          const document = entity.field(key)?.document
          const value = record[key] ?? null
          return document === undefined || value === null ? null : (
            <span key={key} title={say(document.label, ctx.locale)}>
              <Value value={value} field={document} ctx={ctx} />
            </span>
          )
        })}
      </div>
      <footer>
        {owner ? <Avatar name={owner} size={20} /> : null}
        <span className="m-spring" />
        {days === undefined ? null : (
          <span className="m-kcard-days" title={t('daysIn', { n: days.n })}>
            {t('days', { n: days.n })}
          </span>
        )}
      </footer>
    </article>
  )
}

/** Days since the record last moved; amber past the view's limit, red at twice of it. Closed stages don't stall. */
function daysOf(
  record: WireRecord,
  { view, option }: KanbanColumnProps,
): { readonly n: number; readonly tone: 'amber' | 'red' | undefined } | undefined {
  const since = record['stage_since'] ?? record['updated_at']
  if (typeof since !== 'string' || endOf(option) !== undefined) return undefined
  const n = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / day))
  const limit = typeof option['staleDays'] === 'number' ? option['staleDays'] : (view.stalledAfterDays ?? 7)
  return { n, tone: n > limit * 2 ? 'red' : n > limit ? 'amber' : undefined }
}
