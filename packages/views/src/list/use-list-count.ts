import type { FilterExpression } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'

/** From how many records on a count is told as an estimate. */
export const estimatedFrom = 10_000

/** How many records a list holds, asked apart and late: it costs more than the page itself. Undefined until known. */
export function useListCount(
  entity: EntityModel,
  asked: { readonly filter: FilterExpression | undefined; readonly search: string | undefined },
): number | undefined {
  const { client } = useWorkspace()
  const { filter, search } = asked
  const count = useQuery({
    queryKey: [...queryKeys.records(entity.key), 'count', filter, search],
    queryFn: ({ signal }) =>
      client.records.query(
        { entity: entity.key, fields: [entity.document.title], filter, search, limit: 1, count: 'estimate' },
        { signal },
      ),
    staleTime: 30_000,
  })
  return count.data?.count
}
