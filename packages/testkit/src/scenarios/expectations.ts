import type { Expression, Json } from '@mortise/expressions'
import { inbox, pdfText, printRecords, runReport, runtimeErrors, systemActor } from '@mortise/runtime'
import type { ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { alike } from './alike.ts'
import { type Cast, fillIn, fillInAll, follow, recordAt, type Role } from './cast.ts'
import { ScenarioFailure } from './scenario-failure.ts'

type Expected = NonNullable<ScenarioStep['expect']>
type Part<K extends keyof Expected> = NonNullable<Expected[K]>

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

function wanted(what: string, expected: unknown, found: unknown): ScenarioFailure {
  return new ScenarioFailure(`expected ${what} to be ${shown(expected)}, but it is ${shown(found)}`)
}

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
    const found = path.includes('.') ? (await follow(cast, role, path.split('.'))).value : record.values[path]
    if (!alike(found, value)) throw wanted(`${name}.${path}`, value, found)
  }
}

async function expectThat(cast: Cast, role: Role, that: Expression): Promise<void> {
  const filter = {
    and: [{ '==': [{ var: 'id' }, role.id] }, (await fillIn(cast, that as Json)) as Expression],
  }
  const query = { entity: role.entity, filter }
  const holds = await cast.stage.workspace.unit((unit) =>
    unit.door(systemActor('scenario')).count(query, 'exact'),
  )
  if (holds !== 1) throw new ScenarioFailure(`expected of the ${role.entity} that ${shown(that)}`)
}

async function expectCount(cast: Cast, actor: Actor, expected: Part<'count'>): Promise<void> {
  const { entity, filter, is } = expected
  const filled = filter === undefined ? {} : { filter: (await fillIn(cast, filter as Json)) as Expression }
  const found = await cast.stage.workspace.unit((unit) =>
    unit.door(actor).count({ entity, ...filled }, 'exact'),
  )
  if (found !== is) throw wanted(`the number of ${entity} records`, is, found)
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
  if (todo !== count) throw wanted(`the number of work items of ${as}`, count, todo)
}

async function expectNotified(cast: Cast, { as, contains }: Part<'notified'>): Promise<void> {
  const { userId } = await personAt(cast, as)
  const { rows } = await cast.stage.workspace.store.side.notifications(userId ?? '', 1)
  const title = rows[0]?.title
  if (title?.includes(contains) !== true) throw wanted(`the newest notification of ${as}`, contains, title)
}

async function expectAudited(cast: Cast, { as, action }: Part<'audited'>): Promise<void> {
  const { userId } = await personAt(cast, as)
  const lines = await cast.stage.workspace.store.side.auditLog({ limit: 1, action, actor: userId ?? '' })
  if (lines.length === 0) throw new ScenarioFailure(`expected ${as} to stand in the audit log with ${action}`)
}

async function expectReport(cast: Cast, actor: Actor, expected: Part<'report'>): Promise<void> {
  const { report, rows, total } = expected
  const result = await runReport(cast.stage.workspace, actor, { report })
  if (rows !== undefined) {
    const filled = await fillIn(cast, rows as Json)
    if (!alike(result.rows as Json, filled)) throw wanted(`the rows of ${report}`, filled, result.rows)
  }
  if (total === undefined) return
  // A report without dimensions is its own total.
  const found = result.totals ?? (result.rows.length === 1 ? result.rows[0] : undefined)
  if (!alike(found as Json | undefined, total)) throw wanted(`the total of ${report}`, total, found)
}

/** A narrow column breaks its text into lines: that makes no other text of it. */
const unbroken = (text: string): string => text.replaceAll(/\s+/g, '')

async function expectPrint(cast: Cast, actor: Actor, expected: Part<'print'>): Promise<void> {
  const { id } = await recordAt(cast, expected.record)
  const ask = { template: expected.template, ids: [id] }
  const [printed] = await printRecords(cast.stage.workspace, actor, ask)
  const text = printed === undefined ? '' : pdfText(printed.bytes).join('\n')
  for (const part of (await fillIn(cast, expected.contains)) as readonly string[])
    if (!unbroken(text).includes(unbroken(part)))
      throw wanted(`a text on the print of ${expected.template}`, part, text)
}

/** Checks what a step expects, seen with the eyes of the acting person. */
export async function expectAll(cast: Cast, actor: Actor, expected: Expected): Promise<void> {
  const { record, values, that, count, workItems, notified, audited, report, print } = expected
  const role = record === undefined ? undefined : await recordAt(cast, record)
  if (role !== undefined && record !== undefined)
    await expectValues(cast, actor, { name: record, role, values: values ?? {} })
  if (role !== undefined && that !== undefined) await expectThat(cast, role, that)
  if (count !== undefined) await expectCount(cast, actor, count)
  if (workItems !== undefined) await expectWorkItems(cast, workItems)
  if (notified !== undefined) await expectNotified(cast, notified)
  if (audited !== undefined) await expectAudited(cast, audited)
  if (report !== undefined) await expectReport(cast, actor, report)
  if (print !== undefined) await expectPrint(cast, actor, print)
}
