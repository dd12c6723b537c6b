import type { Settings } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { isSandbox } from '../sandbox/key.ts'
import { auditDesign } from '../design/publish.ts'

const setting = 'outbound_test'

/** Whether the workspace only tries things out: what would leave the house is kept instead of sent. A sandbox always does. */
export async function isTestMode(workspace: Workspace): Promise<boolean> {
  return isSandbox(workspace.key) || (await workspace.store.side.settings.get(setting)) === true
}

/** Turns the test mode on or off. What was kept meanwhile is never sent afterwards. */
export async function setTestMode(unit: Unit, actor: Actor, on: boolean): Promise<void> {
  await unit.tx.side.settings.put(setting, on)
  await auditDesign(unit.tx, actor, { action: on ? 'test_mode_on' : 'test_mode_off', data: {} })
}

/** What is kept of files that would go along: their names. */
function withoutContents(settings: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  const { attachments, ...rest } = settings
  if (!Array.isArray(attachments)) return settings
  const names = attachments.map((one: Json) => ({ name: (one as { readonly name?: Json }).name ?? null }))
  return { ...rest, attachments: names }
}

/** Keeps a call instead of sending it. */
export function capture(
  workspace: Workspace,
  call: {
    readonly connector: string
    readonly action: string
    readonly settings: Settings
    readonly idempotencyKey: string
  },
): Promise<void> {
  const { connector, action, idempotencyKey } = call
  const settings = withoutContents(call.settings as { readonly [key: string]: Json })
  return workspace.store.side.connections.capture({
    id: workspace.newId(),
    connector,
    action,
    settings,
    idempotencyKey,
  })
}
