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
}: TableProps): ReactNode {
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
          <button type="button" onClick={() => onOpen(record.id)}>
            <strong>{String(record[title] ?? '')}</strong>
            <span className="m-cards-fields">
              {further.map(({ field }) => {
                const value = record[field.key] ?? null
                return value === null ? null : (
                  <span key={field.key}>
                    <Value value={value} field={field.document} ctx={ctx} />
                  </span>
                )
              })}
            </span>
          </button>
        </li>
      ))}
      {hasMore ? <li ref={end}>{t('more')}</li> : null}
    </ul>
  )
}
