import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { Settings } from '@mortise/schema'
import type { ClaimedJob, ConnectionRow, FlowItemRow, OutsideTaskRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { askConnector } from '../outbound/call-out.ts'
import { capture, isTestMode } from '../outbound/test-mode.ts'

/**
 * Puts a task on the lists of its person in the systems outside that want it, and ticks it off there when it is done here.
 * Told twice it stands there once: each system knows it by the task's own id.
 */
export async function keepOutsideTask(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const itemId = String((job.payload as { readonly item?: Json }).item ?? '')
  const { side } = workspace.store
  const item = await workspace.unit((unit) => unit.tx.flows.item(itemId))
  if (item === null) return
  const known = new Map((await side.outsideTasks.ofItem(itemId)).map((row) => [row.connection, row]))
  const wanting = (await side.connections.list()).filter(({ settings }) => settings['todos'] === true)
  for (const connection of wanting) {
    const row = known.get(connection.key)
    if (item.state === 'active') await push(workspace, { item, connection, row })
    else if (row !== undefined)
      await tickOff(workspace, { item, connection, row }, { again: job.attempts > 1 })
  }
}

type Task = {
  readonly item: FlowItemRow
  readonly connection: ConnectionRow
  readonly row: OutsideTaskRow | undefined
}

/** One call about a task; a failure that waiting can mend is thrown. */
async function ask(
  workspace: Workspace,
  { item, connection }: Task,
  given: { readonly action: string; readonly settings: Settings },
): Promise<{ readonly ok: boolean; readonly data: Json }> {
  const { action } = given
  const call = {
    connector: connection.type,
    action,
    settings: { ...given.settings, connection: connection.key },
    idempotencyKey: `task:${item.id}:${connection.key}:${action}`,
  }
  if (await isTestMode(workspace)) {
    await capture(workspace, call)
    return { ok: false, data: null }
  }
  const result = await askConnector(workspace, call)
  if (result !== undefined && !result.ok && result.retry)
    throw errors.OUTBOUND_FAILED({ host: connection.type, why: result.code })
  return result?.ok === true ? { ok: true, data: result.data } : { ok: false, data: null }
}

async function push(workspace: Workspace, task: Task): Promise<void> {
  const { item, connection, row } = task
  if (row !== undefined && row.state !== 'asked') return
  const { side } = workspace.store
  const account = await side.connections.account(item.assignee, connection.type)
  if (account === null) return
  const head = { itemId: item.id, connection: connection.key, userId: item.assignee }
  await side.outsideTasks.put({ ...head, state: 'asked', data: null })
  const settings = await worded(workspace, item)
  const { ok, data } = await ask(workspace, task, { action: 'create_todo', settings })
  await side.outsideTasks.put({ ...head, state: ok ? 'there' : 'failed', data })
}

async function tickOff(workspace: Workspace, task: Task, how: { readonly again: boolean }): Promise<void> {
  const { connection, row } = task
  if (row === undefined || row.state === 'done' || row.state === 'failed') return
  // It is on its way there this moment: what it takes to tick it off is known then.
  if (row.state === 'asked' && !how.again)
    throw errors.OUTBOUND_FAILED({ host: connection.type, why: 'asked' })
  // Whoever was bringing it there died. Asked for once more it is the same one, whether it had arrived or not.
  const found = row.state === 'asked' ? await askedAgain(workspace, task) : row.data
  const settings = (found ?? {}) as Settings
  const { ok, data } = await ask(workspace, task, { action: 'complete_todo', settings })
  await workspace.store.side.outsideTasks.put({
    ...row,
    state: ok ? 'done' : 'failed',
    data: ok ? data : row.data,
  })
}

async function askedAgain(workspace: Workspace, task: Task): Promise<Json> {
  const settings = await worded(workspace, task.item)
  return (await ask(workspace, task, { action: 'create_todo', settings })).data
}

/** What stands on the list, in the person's language, with the way to the task. */
async function worded(workspace: Workspace, item: FlowItemRow): Promise<Settings> {
  const { users } = await workspace.people()
  const locale = users.find(({ id }) => id === item.assignee)?.locale ?? 'zh'
  const { model } = await workspace.published()
  const stored = await workspace.unit((unit) => unit.tx.flows.instance(item.instanceId))
  const instance = stored?.state as unknown as FlowInstance | undefined
  const flow = model.document('flow', stored?.flow ?? '')
  const node = flow?.nodes.find(({ id }) => id === item.nodeId)
  const starter = users.find(({ id }) => id === stored?.starter)?.name ?? ''
  const title = say(instance?.titles, locale) || (stored?.title ?? '')
  const parts = [say(flow?.label, locale), say(node?.name, locale) || item.nodeName, starter]
  return {
    users: [item.assignee],
    title,
    text: parts.filter((one) => one !== '').join(' · '),
    url: `${workspace.options.url}/inbox?item=${item.id}`,
    sourceId: item.id,
    ...(item.dueAt === null ? {} : { due: item.dueAt }),
  }
}
