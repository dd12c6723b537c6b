import type { Model } from '@mortise/schema'
import type { Actor, Door } from '@mortise/store'
import type { TestClient } from '@mortise/testkit'
import { readDoor, userActor, type Workspace } from '@mortise/runtime'
import { listAnswer, reportAnswer } from './answers.ts'
import type { Questions } from './delivered.ts'
import { totalsByHand } from './naive.ts'
import type { RoleSet } from './role-sets.ts'
import { columnsOf, hideTheRest, type Opened, openedBy } from './shadow.ts'
import { sentTo } from './sent.ts'
import { exportableByHand, exported, foundByHand, searched, summedField } from './sides.ts'

/** What came of one role set: every difference found, and how much was compared at all. */
export type Played = {
  readonly seed: number
  readonly person: string
  readonly opened: number
  /** Answers that were the same, and those that both refused or that hidden fields are the reason for. */
  readonly same: number
  readonly refused: number
  readonly differences: readonly string[]
}

type Table = {
  readonly workspace: Workspace
  readonly hand: TestClient
  readonly all: Opened
  /** One report in so many is asked; each set asks others. */
  readonly every: number
}

const lists = [
  { entity: 'opportunity', by: 'stage', sums: ['amount', 'weighted'], search: '2' },
  { entity: 'account', by: 'industry', sums: ['won_amount'], search: '科技' },
  { entity: 'lead', by: 'source', sums: ['score'], search: '138' },
  { entity: 'payplan', by: 'state', sums: ['plan_amount', 'paid'], search: '00' },
] as const

/** Plays a role set through every report, its drills, list totals, searches and exports. */
export async function playRoleSet(table: Table, set: RoleSet): Promise<Played> {
  const { workspace, all } = table
  const roles = set.roles.map((one) => one.key)
  const actor = await actorOf(workspace, { person: set.person, roles })
  await share(workspace, { set, actor, all })
  const { door, published, now } = await readDoor(workspace, actor)
  const opened = await openedBy(door, all)
  const differences: string[] = []
  const mine: Questions = new Map()
  const reports = published.model.documents('report').filter((_, at) => (at + set.seed) % table.every === 0)
  for (const report of reports) {
    const { answer, result } = await reportAnswer(workspace, actor, report.key)
    mine.set(`report ${report.key}`, {
      own: answer,
      again: async (admin) => (await reportAnswer(workspace, admin, report.key)).answer,
    })
    if (result === undefined) {
      const reason = unknownTo(door).some((word) => JSON.stringify(report).includes(word))
      if (!reason) differences.push(`report ${report.key} is refused, and nothing in it is hidden`)
      continue
    }
    const of = opened.get(report.source.entity) ?? new Map<string, never>()
    const totals = await totalsByHand({ door, model: published.model, actor, now }, report, of)
    for (const [measure, byHand] of Object.entries(totals ?? {})) {
      const sum = result.rows.reduce((so, row) => so + Number(row[measure] ?? 0), 0)
      if (Math.abs(sum - byHand) > 0.005)
        differences.push(`report ${report.key}: ${measure} is ${sum}, by hand ${byHand}`)
    }
  }
  for (const one of lists)
    mine.set(`list ${one.entity}`, {
      own: await listAnswer(workspace, actor, one),
      again: (admin) => listAnswer(workspace, admin, one),
    })
  differences.push(
    ...(await sentTo({ workspace, actor, door, opened }, { reports, seed: set.seed, into: mine })),
  )
  differences.push(...(await sidesOf(table, { actor, door, opened })))
  const { same, refused, wrong } = await compared(table, { actor, mine, opened, door })
  const size = [...opened.values()].reduce((sum, one) => sum + one.size, 0)
  return {
    seed: set.seed,
    person: actor.name,
    opened: size,
    same,
    refused,
    differences: [...differences, ...wrong].map((one) => `set ${set.seed}: ${one}`),
  }
}

/** A person of the workspace with other roles; `person` picks one, from 0 up to 1. */
export async function actorOf(
  workspace: Workspace,
  { person, roles }: { readonly person: number; readonly roles: readonly string[] },
): Promise<Actor> {
  const people = await workspace.people()
  const named = people.users.filter((one) => one.departmentId !== null)
  const user = named[Math.floor(person * named.length)]
  if (user === undefined) throw new Error('nobody is there')
  const actor = userActor(user, people, { admin: new Set(), design: new Set() }, { via: 'ui' })
  return { ...actor, roles, user: { ...actor.user, roles } }
}

async function share(
  workspace: Workspace,
  { set, actor, all }: { readonly set: RoleSet; readonly actor: Actor; readonly all: Opened },
): Promise<void> {
  const { model } = await workspace.published()
  for (const { entity, every } of set.shared) {
    const key = model.entity(entity)?.document.id ?? entity
    for (const [at, recordId] of [...(all.get(entity)?.keys() ?? [])].entries())
      if (at % every === 0)
        await workspace.store.side.putShare(key, {
          recordId,
          principal: `user:${actor.userId}`,
          level: 'read',
          createdBy: null,
          until: null,
        })
  }
}

/** Names of entities and fields that a person may not read, or not in full. */
function unknownTo({ access, model }: Door): readonly string[] {
  return model.entities.flatMap(({ key, fields }) => {
    const rights = access.entity(key)
    if (rights === undefined) return [key]
    return fields.map((one) => one.key).filter((one) => rights.fieldScope(one, 'read') === false)
  })
}

/** Searches and exports, held against what was opened. */
async function sidesOf(
  { workspace }: Table,
  given: { readonly actor: Actor; readonly door: Door; readonly opened: Opened },
): Promise<readonly string[]> {
  const { actor, door, opened } = given
  const found: string[] = []
  const differ = (what: string, told: unknown, byHand: unknown): void => {
    if (JSON.stringify(told) !== JSON.stringify(byHand))
      found.push(`${what}: ${JSON.stringify(told)}, by hand ${JSON.stringify(byHand)}`)
  }
  for (const { entity, search, sums } of lists) {
    if (door.access.entity(entity) === undefined) continue
    const { title, search: more = [] } = door.model.entity(entity)?.document ?? { title: '' }
    const ids = foundByHand({ opened, fields: [title, ...more] }, entity, search)
    differ(`search ${entity}`, await searched(door, entity, search), { ids, count: ids.length })
    const everywhere = await door.search(search, [entity], 100)
    differ(
      `quick search ${entity}`,
      everywhere.filter(({ id }) => !ids.includes(id)),
      [],
    )
    const file = { entity, field: summedField(door, entity, sums[0]) }
    const wanted = await exportableByHand(door, opened, file)
    differ(`export ${entity}`, await exported(workspace, actor, file), wanted)
  }
  return found
}

/**
 * Names of fields that a person may not read, or not everywhere, and that have no value of their own to be taken away: whoever
 * sees everything works them out in the other workspace too. What they add up to is held against what was opened.
 */
async function workedOutUnseen(hand: TestClient, { access, model }: Door): Promise<readonly string[]> {
  const columns = await columnsOf(hand)
  return model.entities.flatMap(({ key: entity, fields }) =>
    fields
      .filter(({ key, system }) => system !== true && !columns.has(`r_${entity}.${key}`))
      .map(({ key }) => key)
      .filter((key) => access.entity(entity)?.fieldScope(key, 'read') !== null),
  )
}

/** What a question asks: the report it names, or all those of the dashboard. */
function askedIn(model: Model, question: string): string {
  const words = new Set(question.split(' '))
  const dashboards = JSON.stringify(model.documents('dashboard').filter(({ key }) => words.has(key)))
  const reports = model
    .documents('report')
    .filter(({ key }) => words.has(key) || dashboards.includes(`"${key}"`))
  return JSON.stringify(reports)
}

/** The same questions by who may see everything, in a workspace in which nothing else exists than what was opened. */
async function compared(
  { workspace, hand, all }: Table,
  given: {
    readonly actor: Actor
    readonly mine: Questions
    readonly opened: Opened
    readonly door: Door
  },
): Promise<{ readonly same: number; readonly refused: number; readonly wrong: readonly string[] }> {
  const { actor, mine, opened, door } = given
  const admin: Actor = { ...actor, admin: true }
  const { model } = await workspace.published()
  const unseen = await workedOutUnseen(hand, door)
  const wrong: string[] = []
  let [same, refused] = [0, 0]
  const back = await hideTheRest(hand, model, { all, opened })
  try {
    for (const [question, { own, again }] of mine) {
      if ('refused' in own) {
        refused += 1
        if (own.refused !== 'REPORT_NOT_FOUND' && question.startsWith('report'))
          wrong.push(`${question} is refused by ${own.refused}`)
        continue
      }
      const whole = await again(admin)
      if (JSON.stringify(own) === JSON.stringify(whole)) same += 1
      else if (unseen.some((key) => askedIn(model, question).includes(`"${key}"`))) refused += 1
      else wrong.push(`${question}\n  ${JSON.stringify(own)}\n  ${JSON.stringify(whole)}`)
    }
  } finally {
    await back()
  }
  return { same, refused, wrong }
}
