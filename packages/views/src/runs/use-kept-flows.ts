import type { KeptRuns } from '@mortise/client'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'

/** The flows the person keeps, and how many of their runs have stopped; nothing until that is known. */
export function useKeptFlows(): Pick<KeptRuns, 'flows' | 'stopped'> {
  const { client } = useWorkspace()
  const { data } = useQuery({
    queryKey: [...queryKeys.inbox, 'runs', 'kept'],
    queryFn: () => client.runs.list({ show: 'stopped' }),
    staleTime: 60_000,
  })
  return data ?? { flows: [], stopped: 0 }
}
