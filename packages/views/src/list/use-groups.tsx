import type { FilterExpression, GroupAnswer, ListAnswer, WireRecord } from '@mortise/client'
import type { EntityModel, FieldModel, Group, RecordQuery } from '@mortise/schema'
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys, useRecordPages } from '../workspace/queries.ts'
import { type GroupHead, groupFilter, type TableItem } from './items.ts'
import type { GroupBy } from './shape.ts'

/** What is loaded under one group (or, for the heads of the first level, under the list itself). */
type Loaded =
  | { readonly kind: 'heads'; readonly heads: readonly GroupHead[]; readonly more: More }
  | { readonly kind: 'records'; readonly records: readonly WireRecord[]; readonly more: More }
type More = { readonly has: boolean; readonly busy: boolean; readonly load: () => void } | undefined

type GroupsGiven = {
  readonly entity: EntityModel
  readonly query: RecordQuery
  readonly groups: readonly GroupBy[]
  /** Fields that are summed. */
  readonly sums: readonly string[]
}

type GroupedList = {
  readonly items: readonly TableItem[]
  readonly records: readonly WireRecord[]
  readonly pending: boolean
  /** Why the list can't be grouped. */
  readonly error: unknown
  readonly toggle: (path: string) => void
  /** Has to be drawn: loads what is open. */
  readonly loaders: ReactNode
}

const both = (first: FilterExpression | undefined, second: FilterExpression): FilterExpression =>
  first === undefined ? second : { and: [first, second] }

/** A list in groups: heads a page at a time, and under each open one its groups or its records, paged as well. */
export function useGroups(given: GroupsGiven): GroupedList {
  const { groups } = given
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [loaded, setLoaded] = useState<ReadonlyMap<string, Loaded>>(new Map())
  const [error, setError] = useState<unknown>()
  // Large groups are counted to their end for who asks for it, and only for the list that is shown now.
  const [counted, setCounted] = useState<string>()
  const shown = JSON.stringify([given.query.filter, given.query.search, groups])
  const exact = counted === shown
  const countAll = useCallback(() => setCounted(shown), [shown])
  const counting = { exact, countAll }
  const toggle = useCallback((path: string) => {
    setOpened((old) => {
      const next = new Set(old)
      if (!next.delete(path)) next.add(path)
      return next
    })
  }, [])
  const take = useCallback(
    (path: string, part: Loaded) => setLoaded((old) => new Map(old).set(path, part)),
    [],
  )
  const { items, records, open } = useMemo(
    () => spread(loaded, opened, { path: '', level: 0 }),
    [loaded, opened],
  )
  const loaders = (
    <>
      {groups.length === 0 ? null : (
        <HeadLoader {...given} {...counting} level={0} onLoaded={take} onError={setError} />
      )}
      {open.map((head) =>
        head.level + 1 < groups.length ? (
          <HeadLoader
            key={head.path}
            {...given}
            {...counting}
            level={head.level + 1}
            under={head}
            onLoaded={take}
            onError={setError}
          />
        ) : (
          <RowLoader key={head.path} {...given} under={head} onLoaded={take} onError={setError} />
        ),
      )}
    </>
  )
  return { items, records, pending: groups.length > 0 && !loaded.has(''), error, toggle, loaders }
}

type Spread = {
  readonly items: readonly TableItem[]
  readonly records: readonly WireRecord[]
  readonly open: readonly GroupHead[]
}

/** The lines of what is loaded, from the outermost group inwards. */
function spread(
  loaded: ReadonlyMap<string, Loaded>,
  opened: ReadonlySet<string>,
  { path, level }: { readonly path: string; readonly level: number },
): Spread {
  const part = loaded.get(path)
  const items: TableItem[] = []
  const records: WireRecord[] = []
  const open: GroupHead[] = []
  if (part === undefined) {
    items.push({ kind: 'more', key: `${path}/…`, level, busy: true, onMore: () => undefined })
    return { items, records, open }
  }
  if (part.kind === 'records') {
    for (const record of part.records) items.push({ kind: 'record', key: record.id, record })
    records.push(...part.records)
  } else {
    for (const group of part.heads) {
      const shown = opened.has(group.path)
      items.push({ kind: 'group', key: group.path, group, open: shown })
      if (!shown) continue
      open.push(group)
      const inner = spread(loaded, opened, { path: group.path, level: level + 1 })
      items.push(...inner.items)
      records.push(...inner.records)
      open.push(...inner.open)
    }
  }
  const { more } = part
  if (more?.has === true)
    items.push({ kind: 'more', key: `${path}/more`, level, busy: more.busy, onMore: more.load })
  return { items, records, open }
}

type LoaderProps = GroupsGiven & {
  readonly onLoaded: (path: string, part: Loaded) => void
  readonly onError: (error: unknown) => void
}

/** Whether groups are counted to their end, and what asks for it. */
type Counting = { readonly exact: boolean; readonly countAll: () => void }

/** Options stand in the order they were given, once all of them are there; everything else as it came. */
function inOrder(heads: readonly GroupHead[], field: FieldModel, partly: boolean): readonly GroupHead[] {
  const options = field.document.settings?.['options']
  if (partly || !Array.isArray(options)) return heads
  const values = options.map((one: unknown) => (one as { readonly value?: unknown }).value)
  const place = ({ key }: GroupHead): number => {
    const at = values.indexOf(key)
    return at < 0 ? values.length : at
  }
  return heads.toSorted((a, b) => place(a) - place(b))
}

/** Loads the heads of one level; draws nothing. */
function HeadLoader({
  entity,
  query,
  groups,
  sums,
  exact,
  countAll,
  level,
  under,
  onLoaded,
  onError,
}: LoaderProps & Counting & { readonly level: number; readonly under?: GroupHead }): ReactNode {
  const { client, labels } = useWorkspace()
  const by = groups[level]
  const filter = under === undefined ? query.filter : both(query.filter, under.filter)
  const asked = {
    entity: entity.key,
    by: by ?? { field: entity.document.title },
    sums,
    filter,
    search: query.search,
    count: exact ? ('exact' as const) : ('quick' as const),
    limit: 100,
  }
  const pages = useInfiniteQuery({
    queryKey: [...queryKeys.records(entity.key), 'groups', asked],
    queryFn: async ({ pageParam, signal }) => {
      const answer = await client.records.groups({ ...asked, cursor: pageParam }, { signal })
      labels.add(answer.refs)
      return answer
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous: InfiniteData<GroupAnswer, string | undefined> | undefined) => previous,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const path = under?.path ?? ''
  useEffect(() => {
    if (pages.error !== null) onError(pages.error)
  }, [pages.error, onError])
  useEffect(() => {
    const field = by === undefined ? undefined : entity.field(by.field)
    if (data === undefined || by === undefined || field === undefined) return
    const head = ({ key, count, more, sums: figures }: Group): GroupHead => {
      const own = groupFilter(by, key)
      return {
        path: `${path}/${JSON.stringify(key)}`,
        level,
        by,
        field,
        key,
        count,
        countAll: more === true ? countAll : undefined,
        sums: figures,
        filter: under === undefined ? own : { and: [under.filter, own] },
      }
    }
    onLoaded(path, {
      kind: 'heads',
      heads: inOrder(
        data.pages.flatMap((page) => page.data.map(head)),
        field,
        hasNextPage,
      ),
      more: { has: hasNextPage, busy: isFetchingNextPage, load: () => void fetchNextPage() },
    })
  }, [
    data,
    by,
    entity,
    path,
    level,
    under,
    countAll,
    onLoaded,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  ])
  return null
}

/** Loads the records of one group; draws nothing. */
function RowLoader({
  query,
  under,
  onLoaded,
  onError,
}: LoaderProps & { readonly under: GroupHead }): ReactNode {
  const pages = useRecordPages({ ...query, filter: both(query.filter, under.filter) })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (pages.error !== null) onError(pages.error)
  }, [pages.error, onError])
  useEffect(() => {
    if (data === undefined) return
    const answers: readonly ListAnswer[] = data.pages
    onLoaded(under.path, {
      kind: 'records',
      records: answers.flatMap((page) => page.data),
      more: { has: hasNextPage, busy: isFetchingNextPage, load: () => void fetchNextPage() },
    })
  }, [data, under.path, onLoaded, hasNextPage, isFetchingNextPage, fetchNextPage])
  return null
}
