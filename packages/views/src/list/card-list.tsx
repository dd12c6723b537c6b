import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'
import type { TableProps } from './table.tsx'

/** The list on a phone: a card for each record with its first few fields; more come when the end is seen. */
export function CardList({
  columns,
  records,
  ctx,
  onOpen,
  hasMore,
  onMore,
  title,
  label,
}: Pick<TableProps, 'columns' | 'records' | 'ctx' | 'onOpen' | 'title' | 'label'> & {
  readonly hasMore: boolean
  readonly onMore: () => void
}): ReactNode {
  const t = useT(messages)
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (end.current === null) return
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) onMore()
    })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [onMore])
  const further = columns.filter(({ field }) => field.key !== title).slice(0, 4)
  return (
    <ul className="m-cards" aria-label={label}>
      {records.map((record) => (
        <li key={record.id}>
          <div onClick={() => onOpen(record.id)}>
            <button type="button">{String(record[title] ?? '')}</button>
            <span className="m-cards-fields">
              {further.map(({ field, end }) => {
                const value = record[field.key] ?? null
                return value === null ? null : (
                  <span key={field.key} title={say(field.document.label, ctx.locale)}>
                    {end ? <small>{say(field.document.label, ctx.locale)}</small> : null}
                    <Value value={value} field={field.document} ctx={ctx} />
                  </span>
                )
              })}
            </span>
          </div>
        </li>
      ))}
      {hasMore ? <li ref={end}>{t('more')}</li> : null}
    </ul>
  )
}
