import type { WireRecord } from '@mortise/client'
import type { RecordQuery } from '@mortise/schema'
import { ErrorState, Skeleton, useLocale, useNarrow } from '@mortise/ui'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { lockOf } from '../record/readiness.ts'
import { pluralOf, useFaceContext } from '../workspace/metadata.tsx'
import { useRecordPages } from '../workspace/queries.ts'
import type { ViewProps } from '../view-type/types.ts'
import { CardList } from './card-list.tsx'
import type { ColumnAct } from './column-menu.tsx'
import type { Column } from './columns.ts'
import { flatItems } from './items.ts'
import { NoRecords } from './no-records.tsx'
import { nextSort, readSort, writeSort } from './search.ts'
import { SelectionBar } from './selection-bar.tsx'
import { type GroupBy, moved, readGroups, resized, toggled, writeGroups } from './shape.ts'
import { RecordTable } from './table.tsx'
import { useGroups } from './use-groups.tsx'
import { useListSums } from './use-list-sums.ts'
import { useSaveCell } from './use-save-cell.ts'

const noGroups: readonly GroupBy[] = []

/** The records of a list as a table, in groups or not, or as cards on a phone. */
export function TableBody(props: ViewProps): ReactNode {
  const { entity, search, view, filter, columns } = props
  const narrow = useNarrow()
  const text = search.group ?? ''
  const groups = useMemo(
    () => readGroups(text).filter(({ field }) => entity.field(field) !== undefined),
    [text, entity],
  )
  const grouped = narrow ? noGroups : groups
  const sort = search.sort === undefined ? (view?.sort ?? []) : readSort(search.sort)
  const query: RecordQuery = {
    entity: entity.key,
    // What is left of a promise is told by its state as well as its due moment.
    fields: [...new Set(columns.flatMap(({ field, sla }) => [field.key, sla?.stateField ?? field.key]))],
    filter,
    search: search.q,
    sort: sort.length > 0 ? sort : [{ field: 'updated_at', dir: 'desc' }],
    limit: 50,
  }
  const given = { ...props, query, grouped, sort }
  return grouped.length > 0 ? <Grouped key={text} {...given} /> : <Flat {...given} />
}

type GivenProps = ViewProps & {
  readonly query: RecordQuery
  readonly grouped: readonly GroupBy[]
  readonly sort: ReturnType<typeof readSort>
}

function Flat(props: GivenProps): ReactNode {
  const pages = useRecordPages(props.query)
  const records = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const items = useMemo(
    () => flatItems(records, { has: hasNextPage, onMore }),
    [records, hasNextPage, onMore],
  )
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.isPending) return <Skeleton shape="rows" count={12} />
  return <Shown {...props} items={items} records={records} hasMore={hasNextPage} onMore={onMore} />
}

function Grouped(props: GivenProps): ReactNode {
  const { entity, query, grouped, columns } = props
  const sums = useMemo(
    () => columns.filter((column) => column.summed).map(({ field }) => field.key),
    [columns],
  )
  const { items, records, pending, error, toggle, loaders } = useGroups({
    entity,
    query,
    groups: grouped,
    sums,
  })
  if (error !== undefined) return <ErrorState error={error} />
  return (
    <>
      {loaders}
      {pending ? (
        <Skeleton shape="rows" count={12} />
      ) : (
        <Shown {...props} items={items} records={records} onGroup={toggle} />
      )}
    </>
  )
}

type ShownProps = GivenProps & {
  readonly items: ReturnType<typeof flatItems>
  readonly records: readonly WireRecord[]
  readonly hasMore?: boolean
  readonly onMore?: () => void
  readonly onGroup?: (path: string) => void
}

const nothing = (): void => undefined

function Shown(props: ShownProps): ReactNode {
  const { entity, search, onSearch, view, filter, columns, items, records, query } = props
  const ctx = useFaceContext(entity.key)
  const narrow = useNarrow()
  const locale = useLocale()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [whole, setWhole] = useState(false)
  const sums = useListSums({ entity, query, columns, enabled: !narrow && items.length > 0 })
  const select = useCallback((ids: ReadonlySet<string>) => {
    setWhole(false)
    setSelected(ids)
  }, [])
  const mayEdit = useCallback(
    (record: WireRecord, column: Column) =>
      column.editable && lockOf(entity, record, { flows: [], runs: [] }) === undefined,
    [entity],
  )
  const table = {
    columns,
    items,
    records,
    ctx,
    selected,
    sums,
    mayEdit,
    sort: props.sort,
    grouped: props.grouped,
    onSelect: select,
    onSave: useSaveCell(entity),
    title: entity.document.title,
    openId: search.open,
    onOpen: (open: string) => onSearch({ open }),
    onGroup: props.onGroup ?? nothing,
    compact: props.compact,
    label: pluralOf(entity, locale),
    ...columnActs(props),
  }
  if (items.length === 0) {
    return (
      <NoRecords
        entity={entity}
        filtered={search.q !== undefined || (filter !== undefined && filter !== view?.filter)}
      />
    )
  }
  return (
    <>
      {narrow ? (
        <CardList {...table} hasMore={props.hasMore ?? false} onMore={props.onMore ?? nothing} />
      ) : (
        <RecordTable {...table} />
      )}
      <SelectionBar
        {...{ entity, selected, records, filter, whole }}
        search={search.q}
        onWhole={setWhole}
        onDone={() => select(new Set())}
      />
    </>
  )
}

/** What heads of columns ask for, as changes of the address and of the layout. */
function columnActs({ search, onSearch, sort, grouped, shape, onShape, onFilter }: GivenProps): {
  readonly onSort: (field: string, add: boolean) => void
  readonly onMove: (from: string, to: string) => void
  readonly onResize: (field: string, width: number) => void
  readonly onColumn: (field: string, act: ColumnAct) => void
} {
  const own = search.sort === undefined ? [] : sort
  const groupBy = (groups: readonly GroupBy[]): void => onSearch({ group: writeGroups(groups) })
  const frozenTo = (field: string): number => shape.columns.findIndex(({ key }) => key === field) + 1
  const acts: { readonly [A in ColumnAct['act']]: (field: string, act: ColumnAct) => void } = {
    sort: (field, act) => {
      if (act.act !== 'sort') return
      const others = act.add ? sort.filter((one) => one.field !== field) : []
      onSearch({ sort: writeSort([...others, { field, dir: act.dir }]) })
    },
    group: (field, act) => {
      const bucket = act.act === 'group' ? act.bucket : undefined
      const one = bucket === undefined ? { field } : { field, bucket }
      groupBy(grouped.length > 1 ? [...grouped.slice(0, 1), one] : [...grouped, one])
    },
    ungroup: () => groupBy([]),
    filter: (field) => onFilter(field),
    hide: (field) => onShape(toggled(shape, field)),
    freeze: (field) => onShape({ ...shape, frozen: frozenTo(field) }),
    release: (field) => onShape({ ...shape, frozen: frozenTo(field) - 1 }),
  }
  return {
    onSort: (field, add) => onSearch({ sort: writeSort(nextSort(add ? sort : own, field, add)) }),
    onMove: (from, to) => onShape(moved(shape, from, to)),
    onResize: (field, width) => onShape(resized(shape, field, width)),
    onColumn: (field, act) => acts[act.act](field, act),
  }
}
