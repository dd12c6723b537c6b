import type { FilterExpression, ListAnswer, WireRecord } from '@mortise/client'
import type { EntityModel, SortKey } from '@mortise/schema'
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { type Axis, type Span, spanOf, withinDays } from './spans.ts'

/** Which records are asked for: those of a period, with the fields a view shows. */
export type SpanAsk = {
  readonly entity: EntityModel
  readonly axis: Axis
  readonly first: number
  /** The day after the last one. */
  readonly after: number
  readonly filter: FilterExpression | undefined
  readonly search: string | undefined
  readonly fields: readonly string[]
  readonly sort: readonly SortKey[]
  /** Pages that are fetched without being asked for. */
  readonly pages: number
}

/** The spans of a period, and how to come by more of them. */
export type Spans = {
  readonly spans: readonly Span[]
  readonly isPending: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  readonly more: () => void
  readonly retry: () => void
}

const pageSize = 200

/** First part of the cache key of an entity's spans, for changes that show before they are saved. */
export function spansKey(entity: string): readonly unknown[] {
  return ['records', entity, 'spans']
}

/** Cached pages of spans. */
export type SpanPages = InfiniteData<ListAnswer, string | undefined>

/** Fetches what lies in a period, page by page; only what can be seen is asked for. */
export function useSpans(ask: SpanAsk): Spans {
  const { client, labels } = useWorkspace()
  const { entity, axis, first, after, filter, search, fields, sort } = ask
  const period = withinDays(axis, first, after)
  const query = {
    entity: entity.key,
    fields: [...new Set(fields)],
    filter: filter === undefined ? period : { and: [filter, period] },
    search,
    sort,
    limit: pageSize,
  }
  const found = useInfiniteQuery({
    queryKey: [...spansKey(entity.key), query],
    queryFn: async ({ pageParam, signal }) => {
      const answer = await client.records.query({ ...query, cursor: pageParam }, { signal })
      labels.add(answer.refs)
      return answer
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  })
  const { data, hasNextPage, isFetching, fetchNextPage } = found
  const count = data?.pages.length ?? 0
  const more = (): void => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }
  useEffect(() => {
    if (hasNextPage && !isFetching && count < ask.pages) void fetchNextPage()
  }, [hasNextPage, isFetching, count, ask.pages, fetchNextPage])
  const spans = useMemo(
    () =>
      (data?.pages ?? []).flatMap((page) => page.data.flatMap((one: WireRecord) => spanOf(one, axis) ?? [])),
    [data, axis],
  )
  return {
    spans,
    isPending: found.isPending,
    error: found.error,
    hasMore: hasNextPage,
    more,
    retry: () => void found.refetch(),
  }
}
