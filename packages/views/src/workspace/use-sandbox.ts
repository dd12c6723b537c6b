import { useWorkspace } from './metadata.tsx'

/** Whether somebody is in a copy of the workspace, and the way home. */
export function useSandbox(): { readonly inside: boolean; readonly leave: () => Promise<void> } {
  const { client, me } = useWorkspace()
  return {
    inside: me.workspace.key.includes('_sandbox_'),
    leave: async () => {
      await client.send('POST', '/sandboxes/leave', { body: {} })
      // Everything known of the copy stays behind.
      globalThis.location.assign('/design/sandboxes')
    },
  }
}
