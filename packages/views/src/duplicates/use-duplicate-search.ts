import type { DuplicateGroup, DuplicateSearch, Refs } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useToast } from '@mortise/ui'
import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'

/** How often a running search is asked how far it came, in milliseconds. */
const pollMs = 700

export type Searching = {
  /** Undefined while it is not known yet, null when there is none. */
  readonly search: DuplicateSearch | null | undefined
  readonly error: unknown
  /** Being asked for right now. */
  readonly starting: boolean
  readonly start: (rules: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The person's search of an entity: the last one, or the one that runs. */
export function useDuplicateSearch(entity: EntityModel): Searching {
  const { client } = useWorkspace()
  const toast = useToast()
  const cache = useQueryClient()
  const [starting, setStarting] = useState(false)
  const key = ['duplicate-search', entity.key]
  const query = useQuery<DuplicateSearch | null>({
    queryKey: key,
    queryFn: async () => {
      const known = cache.getQueryData<DuplicateSearch | null>(key)
      return known?.state === 'running'
        ? client.duplicates.progress(known.id)
        : ((await client.duplicates.latest(entity.key)) ?? null)
    },
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
  })
  const take = async (asked: Promise<DuplicateSearch>): Promise<void> => {
    try {
      cache.setQueryData(key, await asked)
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
  }
  return {
    search: query.data,
    error: query.error,
    starting,
    start: async (rules) => {
      setStarting(true)
      await take(client.duplicates.start(entity.key, rules))
      setStarting(false)
    },
    stop: async () => {
      if (query.data) await take(client.duplicates.cancel(query.data.id))
    },
  }
}

type Page = { readonly data: readonly DuplicateGroup[]; readonly refs?: Refs; readonly next: number | null }

/** The groups of a search, page by page; they follow every change of the entity's records. */
export function useDuplicateGroups(
  entity: EntityModel,
  search: DuplicateSearch,
): UseInfiniteQueryResult<InfiniteData<Page, number>> {
  const { client, labels } = useWorkspace()
  return useInfiniteQuery({
    // Under the entity's records: a merge or its undoing asks for them anew.
    queryKey: [...queryKeys.records(entity.key), 'duplicates', search.id, search.groups],
    queryFn: async ({ pageParam }): Promise<Page> => {
      const answer = await client.duplicates.groups(search.id, { after: pageParam, limit: 20 })
      labels.add(answer.refs)
      return answer
    },
    initialPageParam: 0,
    getNextPageParam: (last: Page) => last.next,
  })
}
