import type { FilterExpression } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, RecordQuery, ViewDocument } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  IconButton,
  Skeleton,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
} from '@mortise/ui'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import '../styles/list.css'
import { pluralOf, readableFields, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRecordPages } from '../workspace/queries.ts'
import { CardList } from './card-list.tsx'
import { columnsOf } from './columns.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListHeader } from './list-header.tsx'
import { filterExpression } from './filter-terms.ts'
import { messages } from './messages.ts'
import { type ListSearch, readSort, readTerms, readWhere, writeSort } from './search.ts'
import { SelectionBar } from './selection-bar.tsx'
import { RecordTable } from './table.tsx'
import { ColumnChooser, useKept } from './tools.tsx'

// A record has tabs, a form and its story: none of it is needed before the list is there.
const RecordDrawer = lazy(async () => ({
  default: (await import('../record/record-drawer.tsx')).RecordDrawer,
}))
const KanbanView = lazy(() => import('../kanban/kanban-view.tsx'))

export type RecordListProps = {
  readonly entity: EntityModel
  readonly search: ListSearch
  /** Merges a change into the address. */
  readonly onSearch: (change: ListSearch) => void
}

/** Everything about the records of an entity on one page; what is shown stands in the address. */
export function RecordList({ entity, search, onSearch }: RecordListProps): ReactNode {
  const { model } = useWorkspace()
  const views = model.views(entity.key).filter((view) => view.type === 'table' || view.type === 'kanban')
  const view = views.find((one) => one.key === search.view) ?? views.find((one) => one.default) ?? views[0]
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const fields = useMemo(() => readableFields(entity, rights), [entity, rights])
  const always = useMemo(() => [view?.filter, readWhere(search.where)], [view, search.where])
  const terms = readTerms(search.filter)
  const filter = filterExpression(terms, { any: search.any === true, always })
  const [density, setDensity] = useKept<'comfortable' | 'compact'>('density', 'comfortable')
  const [chosen, setChosen] = useKept<readonly string[] | null>(
    `columns.${entity.key}.${view?.key ?? ''}`,
    null,
  )
  const columns = columnsOf(entity, { rights, ctx, view, chosen: chosen ?? undefined })
  const tools = (
    <ListTools
      density={density}
      onDensity={setDensity}
      chooser={
        <ColumnChooser
          fields={fields}
          shown={columns.map(({ field }) => field.key)}
          onChange={setChosen}
          ctx={ctx}
        />
      }
    />
  )
  const board = view?.type === 'kanban' ? view : undefined
  return (
    <div className="m-list">
      <ListHeader {...{ entity, views, view, search, onSearch, filter }} />
      <FilterBar {...{ search, onSearch, fields, ctx }} tools={board === undefined ? tools : null} />
      {board === undefined ? (
        <TableBody {...{ entity, search, onSearch, filter, view, columns }} compact={density === 'compact'} />
      ) : (
        <Suspense fallback={<Skeleton shape="cards" />}>
          <KanbanView
            entity={entity}
            view={board}
            filter={filter}
            search={search.q}
            onOpen={(open) => onSearch({ open })}
          />
        </Suspense>
      )}
      <OpenRecord entity={entity} id={search.open} onClose={() => onSearch({ open: undefined })} />
    </div>
  )
}

/** The drawer, from the first time it is opened: it stays so that it can close with its motion. */
function OpenRecord(props: {
  readonly entity: EntityModel
  readonly id: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const [wanted, setWanted] = useState(props.id !== undefined)
  if (!wanted && props.id !== undefined) setWanted(true)
  return wanted ? (
    <Suspense fallback={null}>
      <RecordDrawer {...props} />
    </Suspense>
  ) : null
}

function ListTools({
  density,
  onDensity,
  chooser,
}: {
  readonly density: 'comfortable' | 'compact'
  readonly onDensity: (value: 'comfortable' | 'compact') => void
  readonly chooser: ReactNode
}): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  if (narrow) return null
  const compact = density === 'compact'
  return (
    <>
      <IconButton
        icon={compact ? 'rows-4' : 'rows-3'}
        label={`${t('density')}：${t(density)}`}
        onClick={() => onDensity(compact ? 'comfortable' : 'compact')}
      />
      {chooser}
    </>
  )
}

type BodyProps = RecordListProps & {
  readonly view: ViewDocument | undefined
  readonly filter: FilterExpression | undefined
  readonly columns: ReturnType<typeof columnsOf>
  readonly compact: boolean
}

function TableBody({ entity, search, onSearch, view, filter, columns, compact }: BodyProps): ReactNode {
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
