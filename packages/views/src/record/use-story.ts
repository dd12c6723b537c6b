import type { TimelineEntry } from '@mortise/client'
import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'

/** Which part of a record's story is wanted. */
export type StoryFilter = {
  readonly kinds: readonly string[]
  readonly actor: string | undefined
  /** ISO instant. */
  readonly since: string | undefined
}

/** How many events come at a time. */
const pageSize = 30

/** A record's story, page by page; filtered on the server, so that what is old is found as well. */
export function useStory(
  at: { readonly entity: string; readonly id: string },
  { kinds, actor, since }: StoryFilter,
): UseInfiniteQueryResult<InfiniteData<readonly TimelineEntry[], string | undefined>> {
  const { client, labels } = useWorkspace()
  const { entity, id } = at
  return useInfiniteQuery({
    queryKey: [...queryKeys.timeline(entity, id), 'pages', kinds, actor, since],
    queryFn: async ({ pageParam }) => {
      const { data, refs } = await client.records.timeline(entity, id, {
        limit: pageSize,
        ...(pageParam === undefined ? {} : { before: pageParam }),
        ...(kinds.length === 0 ? {} : { kinds: kinds.join() }),
        ...(actor === undefined ? {} : { actor }),
        ...(since === undefined ? {} : { since }),
      })
      if (refs !== undefined) labels.add(refs)
      return data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.at),
    placeholderData: (previous) => previous,
  })
}
