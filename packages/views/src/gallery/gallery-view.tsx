import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { ErrorState, Icon, Skeleton, useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { messages as listMessages } from '../list/messages.ts'
import { NoRecords } from '../list/no-records.tsx'
import { readSort } from '../list/search.ts'
import '../styles/gallery.css'
import type { ViewProps } from '../view-type/types.ts'
import { pluralOf, readableFields, useFaceContext, useRights } from '../workspace/metadata.tsx'
import { useRecordPages } from '../workspace/queries.ts'
import { Value } from '../workspace/value.tsx'

const usualFields = 4

/** Records as cards, more of them as the end comes into sight. */
export default function GalleryView({
  entity,
  view,
  filter,
  search,
  onSearch,
  columns,
}: ViewProps): ReactNode {
  const t = useT(listMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const rights = useRights(entity.key)
  const { title } = entity.document
  const readable = new Set(readableFields(entity, rights).map(({ key }) => key))
  const cover = view?.coverField !== undefined && readable.has(view.coverField) ? view.coverField : undefined
  const wanted = view?.columns ?? columns.slice(0, usualFields + 1).map(({ field }) => field.key)
  const shown = wanted.filter((key) => readable.has(key) && key !== title && key !== cover)
  const sort = search.sort === undefined ? (view?.sort ?? []) : readSort(search.sort)
  const pages = useRecordPages({
    entity: entity.key,
    fields: [...new Set([title, ...(cover === undefined ? [] : [cover]), ...shown])],
    filter,
    search: search.q,
    sort: sort.length > 0 ? sort : [{ field: 'updated_at', dir: 'desc' }],
    limit: narrow ? 24 : 48,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const records = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data])
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.isPending) return <Skeleton shape="cards" count={8} />
  if (records.length === 0)
    return <NoRecords entity={entity} filtered={search.q !== undefined || filter !== undefined} />
  return (
    <ul className="m-gallery" aria-label={pluralOf(entity, locale)}>
      {records.map((record) => (
        <GalleryCard
          key={record.id}
          {...{ record, cover, shown, entity }}
          onOpen={() => onSearch({ open: record.id })}
        />
      ))}
      {hasNextPage ? <End onSeen={more} text={t('more')} /> : null}
    </ul>
  )
}

function End({ onSeen, text }: { readonly onSeen: () => void; readonly text: string }): ReactNode {
  const mark = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (mark.current === null) return undefined
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) onSeen()
    })
    watch.observe(mark.current)
    return () => watch.disconnect()
  }, [onSeen])
  return (
    <li ref={mark} className="m-gallery-end">
      {text}
    </li>
  )
}

/** The first file of a value: files are kept as a list of ids. */
function firstFile(value: Json | undefined): string | undefined {
  const [first] = Array.isArray(value) ? (value as readonly Json[]) : [value]
  return typeof first === 'string' && first !== '' ? first : undefined
}

function GalleryCard({
  record,
  entity,
  cover,
  shown,
  onOpen,
}: Pick<ViewProps, 'entity'> & {
  readonly record: WireRecord
  readonly cover: string | undefined
  readonly shown: readonly string[]
  readonly onOpen: () => void
}): ReactNode {
  const ctx = useFaceContext(entity.key, record.id)
  const file = cover === undefined ? undefined : firstFile(record[cover])
  const name = String(record[entity.document.title] ?? '')
  return (
    <li>
      <article className="m-gallery-card" onClick={onOpen}>
        {cover === undefined ? null : (
          <Cover src={file === undefined ? undefined : ctx.fileUrl?.(file)} icon={entity.document.icon} />
        )}
        <button
          type="button"
          className="m-two-lines"
          title={name}
          onClick={(event) => {
            event.stopPropagation()
            onOpen()
          }}
        >
          {name}
        </button>
        <dl>
          {shown.map((key) => {
            const field = entity.field(key)
            if (field === undefined || (record[key] ?? null) === null) return null
            return (
              <div key={key}>
                <dt>{say(field.document.label, ctx.locale)}</dt>
                <dd className="m-clip">
                  <Value value={record[key]} field={field.document} ctx={ctx} />
                </dd>
              </div>
            )
          })}
        </dl>
      </article>
    </li>
  )
}

/** The picture; a quiet ground with the icon of the record where there is none, or it can't be shown. */
function Cover({
  src,
  icon,
}: {
  readonly src: string | undefined
  readonly icon: string | undefined
}): ReactNode {
  const [broken, setBroken] = useState(false)
  return (
    <div className="m-gallery-cover">
      {src === undefined || broken ? (
        <Icon name={icon ?? 'image'} size={20} />
      ) : (
        <img src={src} alt="" loading="lazy" onError={() => setBroken(true)} />
      )}
    </div>
  )
}
