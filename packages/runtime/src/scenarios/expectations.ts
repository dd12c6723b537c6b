import type { Localized } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { FlowEventRow, FlowInstance } from '@mortise/flows'
import { inbox } from '../flows/inbox.ts'
import { pdfText } from '../pdf/pdf-text.ts'
import { printRecords } from '../prints/print.ts'
import { runReport } from '../reports/run.ts'
import { errors as runtimeErrors } from '../errors.ts'
import type { ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { alike } from './alike.ts'
import { type Cast, fillIn, fillInAll, follow, recordAt, type Role } from './cast.ts'
import { askerOf, refuseUnseen, refuseUnseenRecord, toldValue } from './eyes.ts'
import { ScenarioFailure } from './scenario-failure.ts'

type Expected = NonNullable<ScenarioStep['expect']>
type Part<K extends keyof Expected> = NonNullable<Expected[K]>

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

function wanted(what: Localized, expected: unknown, found: unknown): ScenarioFailure {
  return new ScenarioFailure({
    zh: `${what.zh}应当是 ${shown(expected)}，实际是 ${shown(found)}`,
    en: `expected ${what.en} to be ${shown(expected)}, but it is ${shown(found)}`,
  })
}

const same = (text: string): Localized => ({ zh: text, en: text })

/** The values as the acting person reads them; paths through links are read by the platform. */
async function expectValues(
  cast: Cast,
  actor: Actor,
  given: { readonly name: string; readonly role: Role; readonly values: Part<'values'> },
): Promise<void> {
  const { name, role } = given
  const record = await cast.stage.workspace.unit((unit) =>
    unit.door(actor).get(role.entity, role.id, { rows: 'all' }),
  )
  if (record === null) throw runtimeErrors.RECORD_NOT_FOUND()
  for (const [path, value] of Object.entries(await fillInAll(cast, given.values))) {
    const found = path.includes('.')
      ? (await follow(cast, role, path.split('.'))).value
      : await toldValue(cast.stage, role, { field: path, found: record.values[path] })
    if (!alike(found, value)) throw wanted(same(`${name}.${path}`), value, found)
  }
}

async function expectThat(cast: Cast, role: Role, that: Expression): Promise<void> {
  const filter = {
    and: [{ '==': [{ var: 'id' }, role.id] }, (await fillIn(cast, that as Json)) as Expression],
  }
  const query = { entity: role.entity, filter }
  const asker = await askerOf(cast.stage, role, that)
  const holds = await cast.stage.workspace.unit((unit) => unit.door(asker).count(query, 'exact'))
  if (holds !== 1) throw new ScenarioFailure(`expected of the ${role.entity} that ${shown(that)}`)
}

async function expectCount(cast: Cast, actor: Actor, expected: Part<'count'>): Promise<void> {
  const { entity, filter, is } = expected
  refuseUnseen(cast.stage, actor, entity)
  const filled = filter === undefined ? {} : { filter: (await fillIn(cast, filter as Json)) as Expression }
  const found = await cast.stage.workspace.unit((unit) =>
    unit.door(actor).count({ entity, ...filled }, 'exact'),
  )
  if (found !== is)
    throw wanted({ zh: `${entity} 的记录数`, en: `the number of ${entity} records` }, is, found)
}

/** A person by key or by a name that leads to a person. */
async function personAt(cast: Cast, text: string): Promise<Actor> {
  if (!text.startsWith('$')) return cast.stage.actor(text)
  const id = await fillIn(cast, text)
  const { users } = await cast.stage.workspace.people()
  const key = users.find((user) => user.id === id)?.key
  if (key === undefined || key === null) throw new ScenarioFailure(`${text} is nobody`)
  return cast.stage.actor(key)
}

async function expectWorkItems(cast: Cast, { as, count }: Part<'workItems'>): Promise<void> {
  const person = await personAt(cast, as)
  const { todo } = await cast.stage.workspace.unit((unit) => inbox(unit, person, { box: 'todo', limit: 1 }))
  const own = todo - (cast.tasksBefore.get(person.userId ?? '') ?? 0)
  if (own !== count)
    throw wanted({ zh: `${as} 的待办数`, en: `the number of work items of ${as}` }, count, own)
}

async function expectRun(cast: Cast, { entity, id }: Role, expected: Part<'run'>): Promise<void> {
  const { flow, status, at, passed } = expected
  await refuseUnseenRecord(cast.stage, { entity, id })
  const found = await cast.stage.workspace.unit(async (unit) => {
    const run = (await unit.tx.flows.instancesOf(entity, id)).find((one) => one.flow === flow)
    return run === undefined ? undefined : { run, events: await unit.tx.flows.events(run.id) }
  })
  const name = { zh: `流程 ${flow} `, en: `the run of ${flow}` }
  if (found === undefined) throw wanted(name, 'started', 'not started')
  const { tokens, incidents } = found.run.state as unknown as FlowInstance
  const stopped = incidents.find(({ open }) => open)
  // Where it stopped at a step, and of what, is what whoever wrote the play has to know.
  const ended = stopped === undefined ? found.run.status : `${stopped.nodeId}: ${stopped.code}`
  if (status !== undefined && found.run.status !== status)
    throw wanted({ zh: `${name.zh}的结果`, en: `the end of ${name.en}` }, status, ended)
  const standing = [...new Set(tokens.map(({ nodeId }) => nodeId))].toSorted()
  if (at !== undefined && !alike(standing, at.toSorted()))
    throw wanted({ zh: `${name.zh}停留的步骤`, en: `where ${name.en} stands` }, at, standing)
  const way = (found.events as unknown as readonly FlowEventRow[]).flatMap(({ type, nodeId }) =>
    type === 'node_entered' && nodeId !== null ? [nodeId] : [],
  )
  if (passed !== undefined && !alike(way, passed))
    throw wanted({ zh: `${name.zh}走过的步骤`, en: `the way of ${name.en}` }, passed, way)
}

async function expectNotified(cast: Cast, { as, contains }: Part<'notified'>): Promise<void> {
  const { userId } = await personAt(cast, as)
  const { workspace, eyes } = cast.stage
  const { rows } = await workspace.unit((unit) => unit.tx.side.notifications(userId ?? '', 1))
  const newest = rows[0]?.title
  const heard = newest === undefined ? undefined : eyes?.heard(userId ?? '', newest)
  const title = eyes === null ? newest : heard
  if (title?.includes(contains) === true) return
  // Whether words that the viewer may not read hold something is nothing for them to learn.
  if (heard !== undefined && heard !== newest) throw runtimeErrors.SCENARIO_UNSEEN({ what: contains })
  throw wanted({ zh: `${as} 最新的通知`, en: `the newest notification of ${as}` }, contains, title)
}

async function expectAudited(cast: Cast, { as, action }: Part<'audited'>): Promise<void> {
  const person = await personAt(cast, as)
  refuseUnseen(cast.stage, person, action)
  const { userId } = person
  const lines = await cast.stage.workspace.unit((unit) =>
    unit.tx.side.auditLog({ limit: 1, action, actor: userId ?? '' }),
  )
  if (lines.length === 0) throw new ScenarioFailure(`expected ${as} to stand in the audit log with ${action}`)
}

async function expectReport(cast: Cast, actor: Actor, expected: Part<'report'>): Promise<void> {
  const { report, rows, total } = expected
  refuseUnseen(cast.stage, actor, report)
  const result = await runReport(cast.stage.workspace, actor, { report })
  if (rows !== undefined) {
    const filled = await fillIn(cast, rows as Json)
    if (!alike(result.rows as Json, filled)) throw wanted(same(`the rows of ${report}`), filled, result.rows)
  }
  if (total === undefined) return
  // A report without dimensions is its own total.
  const found = result.totals ?? (result.rows.length === 1 ? result.rows[0] : undefined)
  if (!alike(found as Json | undefined, total)) throw wanted(same(`the total of ${report}`), total, found)
}

/** A narrow column breaks its text into lines: that makes no other text of it. */
const unbroken = (text: string): string => text.replaceAll(/\s+/g, '')

async function expectPrint(cast: Cast, actor: Actor, expected: Part<'print'>): Promise<void> {
  refuseUnseen(cast.stage, actor, expected.template)
  const { id } = await recordAt(cast, expected.record)
  const ask = { template: expected.template, ids: [id] }
  const [printed] = await printRecords(cast.stage.workspace, actor, ask)
  const text = printed === undefined ? '' : pdfText(printed.bytes).join('\n')
  for (const part of (await fillIn(cast, expected.contains)) as readonly string[])
    if (!unbroken(text).includes(unbroken(part)))
      throw wanted(same(`a text on the print of ${expected.template}`), part, text)
}

/** Checks what a step expects, seen with the eyes of the acting person. */
export async function expectAll(cast: Cast, actor: Actor, expected: Expected): Promise<void> {
  const { record, values, that, count, run, workItems, notified, audited, report, print } = expected
  const role = record === undefined ? undefined : await recordAt(cast, record)
  if (role !== undefined && record !== undefined)
    await expectValues(cast, actor, { name: record, role, values: values ?? {} })
  if (role !== undefined && that !== undefined) await expectThat(cast, role, that)
  if (role !== undefined && run !== undefined) await expectRun(cast, role, run)
  if (count !== undefined) await expectCount(cast, actor, count)
  if (workItems !== undefined) await expectWorkItems(cast, workItems)
  if (notified !== undefined) await expectNotified(cast, notified)
  if (audited !== undefined) await expectAudited(cast, audited)
  if (report !== undefined) await expectReport(cast, actor, report)
  if (print !== undefined) await expectPrint(cast, actor, print)
}
