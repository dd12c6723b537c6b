import { useQueryClient } from '@tanstack/react-query'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'

type Preferences = { readonly [key: string]: unknown }

/** Changes a part of one's preferences; null takes a key away, and the server keeps all else. */
export function useSavePreferences(): (change: (now: Preferences) => Preferences) => Promise<void> {
  const { client, me } = useWorkspace()
  const queries = useQueryClient()
  return async (change) => {
    const { preferences = {} } = me
    await client.session.saveMe({ preferences: change(preferences) })
    await queries.invalidateQueries({ queryKey: queryKeys.me })
  }
}
