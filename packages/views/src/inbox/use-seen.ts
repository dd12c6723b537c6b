import type { WorkItemAnswer } from '@mortise/client'
import { useEffect } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'

/**
 * Tells once that whoever has a task has opened it: from then on it is being handled, no longer waiting. Nobody has to know
 * whether it could be told.
 */
export function useSeen({ item, instance }: WorkItemAnswer): void {
  const { client, me } = useWorkspace()
  const task = instance.items?.find(({ id }) => id === item.id)
  const fresh =
    task?.assignee === me.user.id &&
    task.state === 'active' &&
    task.kind !== 'read' &&
    (task.readAt ?? null) === null
  useEffect(() => {
    if (fresh) client.work.act(item.id, 'read', { commandId: `seen:${item.id}` }).catch(() => undefined)
  }, [client, fresh, item.id])
}
