import type {
  EntityRights,
  FlowInstanceSummary,
  ListAnswer,
  RecordAnswer,
  TimelineEntry,
} from '@mortise/client'
import type { RecordQuery } from '@mortise/schema'
import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { useRights, useWorkspace } from './metadata.tsx'

type Key = readonly unknown[]

type QueryKeys = {
  readonly records: (entity: string) => Key
  readonly list: (query: RecordQuery) => Key
  readonly record: (entity: string, id: string) => Key
  readonly timeline: (entity: string, id: string) => Key
  readonly may: (entity: string, id: string) => Key
  readonly flows: (entity: string, id: string) => Key
  readonly inbox: Key
  readonly notifications: Key
  readonly insight: Key
  readonly me: Key
  readonly model: Key
}

/** Cache keys, so that a change of records can refresh exactly what shows them. */
export const queryKeys: QueryKeys = {
  records: (entity) => ['records', entity],
  list: (query) => ['records', query.entity, 'list', query],
  record: (entity, id) => ['records', entity, 'one', id],
  timeline: (entity, id) => ['records', entity, 'timeline', id],
  may: (entity, id) => ['records', entity, 'may', id],
  flows: (entity, id) => ['records', entity, 'flows', id],
  inbox: ['inbox'],
  notifications: ['notifications'],
  insight: ['insight'],
  me: ['me'],
  model: ['model'],
}

/** A list, page by page. */
export function useRecordPages(
  query: RecordQuery,
): UseInfiniteQueryResult<InfiniteData<ListAnswer, string | undefined>> {
  const { client, labels } = useWorkspace()
  return useInfiniteQuery({
    queryKey: queryKeys.list(query),
    queryFn: async ({ pageParam, signal }) => {
      const answer = await client.records.query({ ...query, cursor: pageParam }, { signal })
      labels.add(answer.refs)
      return answer
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** A short list in one go. */
export function useRecords(query: RecordQuery, enabled = true): UseQueryResult<ListAnswer> {
  const { client, labels } = useWorkspace()
  return useQuery({
    queryKey: ['records', query.entity, 'short', query],
    queryFn: async ({ signal }) => {
      const answer = await client.records.query(query, { signal })
      labels.add(answer.refs)
      return answer
    },
    placeholderData: (previous) => previous,
    enabled,
  })
}

/** One record. */
export function useRecord(entity: string, id: string): UseQueryResult<RecordAnswer> {
  const { client, labels } = useWorkspace()
  return useQuery({
    queryKey: queryKeys.record(entity, id),
    queryFn: async ({ signal }) => {
      const answer = await client.records.get(entity, id, { signal })
      labels.add(answer.refs)
      return answer
    },
  })
}

/** A record's story. */
export function useTimeline(entity: string, id: string): UseQueryResult<readonly TimelineEntry[]> {
  const { client, labels } = useWorkspace()
  return useQuery({
    queryKey: queryKeys.timeline(entity, id),
    queryFn: async () => {
      const { data, refs } = await client.records.timeline(entity, id, { limit: 50 })
      labels.add(refs)
      return data
    },
  })
}

/** What the reader may do with one record; until that is known, what may be done with some of its kind. */
export function useRecordRights(entity: string, id: string): EntityRights {
  const { client } = useWorkspace()
  const rights = useRights(entity)
  const may = useQuery({ queryKey: queryKeys.may(entity, id), queryFn: () => client.records.may(entity, id) })
  return may.data === undefined ? rights : { ...rights, ...may.data }
}

/** The flow runs of a record. */
export function useFlowsOf(
  entity: string,
  id: string,
  enabled = true,
): UseQueryResult<readonly FlowInstanceSummary[]> {
  const { client } = useWorkspace()
  return useQuery({
    queryKey: queryKeys.flows(entity, id),
    queryFn: () => client.records.flows(entity, id),
    enabled,
  })
}

/** Refreshes everything that shows records of an entity. */
export function useRefresh(): (entity: string) => Promise<void> {
  const queries = useQueryClient()
  return async (entity) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: queryKeys.records(entity) }),
      queries.invalidateQueries({ queryKey: queryKeys.insight }),
    ])
  }
}

/** Keeps open screens fresh: hears of changes and refetches what shows them. */
export function useServerEvents(): void {
  const { client } = useWorkspace()
  const queries = useQueryClient()
  useEffect(() => {
    const byTopic: { readonly [topic: string]: (entity: string | undefined) => readonly unknown[] } = {
      record: (entity) => (entity === undefined ? ['records'] : queryKeys.records(entity)),
      model: () => queryKeys.model,
      inbox: () => queryKeys.inbox,
      notification: () => queryKeys.notifications,
      import: () => ['import'],
    }
    const refresh = (queryKey: readonly unknown[]): void => void queries.invalidateQueries({ queryKey })
    return client.listen({
      onEvent: (event) => {
        const key = byTopic[event.topic]?.(event.entity)
        if (key !== undefined) refresh(key)
        if (event.topic === 'inbox' || event.topic === 'notification') refresh(queryKeys.me)
      },
      onReconnect: () => void queries.invalidateQueries(),
    })
  }, [client, queries])
}
