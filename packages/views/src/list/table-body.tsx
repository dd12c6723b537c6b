import { say } from '@mortise/errors'
import type { EntityModel, RecordQuery } from '@mortise/schema'
import { EmptyState, ErrorState, Skeleton, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { pluralOf, useFaceContext, useRights } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRecordPages } from '../workspace/queries.ts'
import type { ViewProps } from '../view-type/types.ts'
import { CardList } from './card-list.tsx'
import { messages } from './messages.ts'
import { readSort, writeSort } from './search.ts'
import { SelectionBar } from './selection-bar.tsx'
import { RecordTable } from './table.tsx'

/** The records of a list as a table, or as cards on a phone. */
export function TableBody({
  entity,
  search,
  onSearch,
  view,
  filter,
  columns,
  compact,
}: ViewProps): ReactNode {
  const ctx = useFaceContext(entity.key)
  const narrow = useNarrow()
  const locale = useLocale()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const sort = search.sort === undefined ? (view?.sort ?? []) : readSort(search.sort)
  const query: RecordQuery = {
    entity: entity.key,
    fields: columns.map(({ field }) => field.key),
    filter,
    search: search.q,
    sort: sort.length > 0 ? sort : [{ field: 'updated_at', dir: 'desc' }],
    limit: 50,
  }
  const pages = useRecordPages(query)
  const records = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const sortBy = (field: string): void => {
    const dir = sort.find((key) => key.field === field)?.dir
    const next = dir === undefined ? ('asc' as const) : dir === 'asc' ? ('desc' as const) : undefined
    onSearch({ sort: writeSort(next === undefined ? [] : [{ field, dir: next }]) })
  }
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.isPending) return <Skeleton shape="rows" count={12} />
  if (records.length === 0) {
    return (
      <NoRecords
        entity={entity}
        filtered={search.q !== undefined || (filter !== undefined && filter !== view?.filter)}
      />
    )
  }
  const props = {
    columns,
    records,
    ctx,
    sort,
    onSort: sortBy,
    selected,
    onSelect: setSelected,
    title: entity.document.title,
    openId: search.open,
    onOpen: (open: string) => onSearch({ open }),
    compact,
    hasMore: hasNextPage,
    onMore: more,
    label: pluralOf(entity, locale),
  }
  return (
    <>
      {narrow ? <CardList {...props} /> : <RecordTable {...props} />}
      <SelectionBar
        entity={entity}
        records={records.filter((record) => selected.has(record.id))}
        onDone={() => setSelected(new Set())}
      />
    </>
  )
}

function NoRecords({
  entity,
  filtered,
}: {
  readonly entity: EntityModel
  readonly filtered: boolean
}): ReactNode {
  const t = useT(messages)
  const rights = useRights(entity.key)
  const locale = useLocale()
  const { go } = useNavigator()
  const name = pluralOf(entity, locale)
  if (filtered) return <EmptyState drawing="search" title={t('noMatch')} text={t('noMatchText')} />
  if (!rights.create) return <EmptyState title={t('emptyTitle', { name })} text={t('emptyRead', { name })} />
  return (
    <EmptyState
      title={t('emptyTitle', { name })}
      text={t('emptyText')}
      action={
        <Button type="primary" onClick={() => go(paths.create(entity.key))}>
          {t('create', { name: say(entity.document.label, locale) })}
        </Button>
      }
    />
  )
}
