import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ClaimedJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'

type Payload = {
  readonly connector: string
  readonly action: string
  readonly settings: Settings
  readonly idempotencyKey: string
}

/**
 * Sends one call to the outside: at least once, always with the same key. What came back is kept in the audit log; a
 * failure that trying again can't mend is not tried again.
 */
export async function callOut(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const { connector: type, action: key, settings, idempotencyKey } = job.payload as unknown as Payload
  const connector = workspace.options.kit.connectors.find(type)
  const action = connector?.actions.find((one) => one.key === key)
  const connection = ((await workspace.store.side.settings.get(connector?.account ?? `connection:${type}`)) ??
    {}) as {
    readonly [key: string]: Json
  }
  if (action === undefined) return record(workspace, { outcome: 'unknown', type, key, idempotencyKey })
  const result = await action.run(settings, connection, {
    ...workspace.options.outbound,
    secret: (name) => {
      const value = connection[name]
      return typeof value === 'string' ? value : undefined
    },
    now: workspace.now(),
    idempotencyKey,
  })
  if (!result.ok && result.retry) throw errors.OUTBOUND_FAILED({ host: type, why: result.code })
  await record(workspace, { outcome: result.ok ? 'sent' : result.code, type, key, idempotencyKey })
}

async function record(
  workspace: Workspace,
  given: {
    readonly outcome: string
    readonly type: string
    readonly key: string
    readonly idempotencyKey: string
  },
): Promise<void> {
  const { outcome, type, key, idempotencyKey } = given
  const data = { outcome, connector: type, action: key, idempotencyKey }
  await workspace.store.side.audit({
    action: 'call_out',
    actor: null,
    actorName: 'Mortise',
    via: 'worker',
    ip: null,
    entity: null,
    recordId: null,
    data,
  })
}
