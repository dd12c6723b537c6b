import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordQuery } from '@mortise/schema'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import type { Column } from './columns.ts'

/** Sums of the number columns over everything a list holds; asked apart, so that the records never wait for them. */
export function useListSums({
  entity,
  query,
  columns,
  enabled,
}: {
  readonly entity: EntityModel
  readonly query: Pick<RecordQuery, 'filter' | 'search'>
  readonly columns: readonly Column[]
  readonly enabled: boolean
}): { readonly [field: string]: Json } | undefined {
  const { client } = useWorkspace()
  const keys = columns.filter((column) => column.summed).map(({ field }) => field.key)
  const { filter, search } = query
  const answer = useQuery({
    queryKey: [...queryKeys.records(entity.key), 'sums', keys.toSorted(), filter, search],
    queryFn: ({ signal }) =>
      client.records.aggregate(
        {
          entity: entity.key,
          filter,
          search,
          dimensions: [],
          measures: keys.map((key) => ({ key, agg: 'sum' as const, expr: { var: key } })),
        },
        { signal },
      ),
    enabled: enabled && keys.length > 0,
    staleTime: 30_000,
  })
  return answer.data?.data[0]
}
