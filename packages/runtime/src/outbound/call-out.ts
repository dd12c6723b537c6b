import type { ConnectorResult } from '@mortise/connectors'
import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ClaimedJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { withPictures } from '../mails/enclose.ts'
import { isSandbox } from '../sandbox/key.ts'
import { connectionFor } from './connections.ts'
import { connectorContext } from './connector-context.ts'
import { capture, isTestMode } from './test-mode.ts'

/** One call to an outside system. */
export type OutsideCall = {
  readonly connector: string
  readonly action: string
  readonly settings: Settings
  readonly idempotencyKey: string
}

/** Carries out a job that calls the outside; a mail takes the pictures along that it names. */
export async function callOut(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const { pictures = [], ...call } = job.payload as unknown as OutsideCall & {
    readonly pictures?: readonly string[]
  }
  await callConnector(workspace, {
    ...call,
    settings: await withPictures(workspace, call.settings, pictures),
  })
}

/**
 * Sends one call to the outside: at least once, always with the same key. What came back is kept in the audit log; a
 * failure that trying again can't mend is not tried again. Says whether it went out; throws OUTBOUND_FAILED where it is to
 * be tried again.
 */
export async function callConnector(workspace: Workspace, call: OutsideCall): Promise<boolean> {
  const { connector: type, action: key, idempotencyKey } = call
  if (await isTestMode(workspace)) {
    await capture(workspace, call)
    await record(workspace, { outcome: 'captured', type, key, idempotencyKey })
    return true
  }
  const result = await askConnector(workspace, call)
  if (result !== undefined && !result.ok && result.retry)
    throw errors.OUTBOUND_FAILED({ host: type, why: result.code })
  const outcome = result === undefined ? 'unknown' : result.ok ? 'sent' : result.code
  await record(workspace, { outcome, type, key, idempotencyKey })
  return result?.ok === true
}

/**
 * One try, and what came of it; undefined where there is no such connector or action. The one door to the outside: it
 * stays shut in a sandbox, whoever asks.
 */
export async function askConnector(
  workspace: Workspace,
  { connector: type, action: key, settings, idempotencyKey }: OutsideCall,
): Promise<ConnectorResult | undefined> {
  if (isSandbox(workspace.key)) throw errors.SANDBOX_SENDS_NOTHING()
  const connector = workspace.options.kit.connectors.find(type)
  const action = connector?.actions.find((one) => one.key === key)
  if (connector === undefined || action === undefined) return undefined
  const connection = await connectionFor(workspace, connector, settings['connection'] as Json | undefined)
  const { timeZone } = await workspace.published()
  const ctx = connectorContext(workspace, { connector, connection, idempotencyKey, timeZone })
  return action.run(settings, connection.settings, ctx)
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
