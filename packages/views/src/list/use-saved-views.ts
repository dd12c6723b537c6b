import type { SavedView, SavedViewInput } from '@mortise/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { refusal } from '../record/refusal.ts'
import { useToast } from '@mortise/ui'
import { useWorkspace } from '../workspace/metadata.tsx'

type SavedViews = {
  /** Own views first; undefined until they are known. */
  readonly views: readonly SavedView[] | undefined
  /** Keeps a view and gives its id; undefined when that was refused, which the person is told. */
  readonly save: (view: SavedViewInput) => Promise<string | undefined>
  readonly remove: (id: string) => Promise<boolean>
}

/** The saved views of an entity that a person may open. */
export function useSavedViews(entity: string): SavedViews {
  const { client } = useWorkspace()
  const queries = useQueryClient()
  const toast = useToast()
  const queryKey = ['saved-views', entity]
  const answer = useQuery({
    queryKey,
    queryFn: () => client.savedViews.list(entity),
    staleTime: 60_000,
  })
  const told = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const done = await work()
      await queries.invalidateQueries({ queryKey })
      return done
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
      return undefined
    }
  }
  return {
    views: answer.data,
    save: (view) => told(() => client.savedViews.save(entity, view)),
    remove: async (id) =>
      (await told(async () => {
        await client.savedViews.remove(entity, id)
        return true
      })) ?? false,
  }
}
