import { scoreRecord } from '@mortise/actions'
import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues, ScoreDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { withLookups } from '../context/lookups.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { entityFor } from '../records/entity-for.ts'
import { readInput } from '../records/input.ts'
import { actionContext } from './action-context.ts'
import { draftedDocuments } from './drafted.ts'
import { changesOf, type PastEvent } from './past-events.ts'

/** Records of a page, and changes that are looked at of one record. */
const pageSize = 100
const mostChanges = 200

/** What counts as won and as lost, when points are counted, and of which time. */
export type BacktestAsk = {
  readonly score: ScoreDocument
  readonly outcome: {
    readonly field: string
    readonly won: readonly string[]
    readonly lost: readonly string[]
  }
  /** With what a record held just before it was decided, or when it was made. */
  readonly when: 'before' | 'created'
  /** Instants between which it was decided. */
  readonly from: string
  readonly to: string
  readonly cursor: string | null
}

/** A page of records that were decided, each with the points it had then. */
export type BacktestPage = {
  readonly rows: readonly {
    readonly id: string
    readonly points: number
    readonly won: boolean
    readonly at: string
  }[]
  /** Records looked at. */
  readonly records: number
  readonly nextCursor: string | null
}

/** Counts the points that records had before they were won or lost, by a score as it stands in a draft. Changes nothing. */
export function backtestScore(workspace: Workspace, actor: Actor, ask: BacktestAsk): Promise<BacktestPage> {
  return workspace.unit((unit) => backtestPage(unit, actor, ask))
}

async function backtestPage(unit: Unit, actor: Actor, ask: BacktestAsk): Promise<BacktestPage> {
  const { outcome, score, from, cursor } = ask
  const entity = entityFor(unit, actor, score.entity)
  const decided = [...outcome.won, ...outcome.lost]
  const door = unit.door(actor)
  const page = await door.query({
    entity: entity.key,
    fields: ['id'],
    filter: {
      and: [{ in: [{ var: outcome.field }, decided] }, { '>=': [{ var: 'updated_at' }, from] }],
    },
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(cursor === null ? {} : { cursor }),
  })
  const document = await draftedDocuments(unit)
  const rows: BacktestPage['rows'][number][] = []
  for (const { id } of page.records) {
    const stored = await door.get(entity.key, id, { rows: 'all' })
    const entries = stored === null ? [] : await door.history(entity.key, id, mostChanges)
    const { events } = changesOf(stored?.values ?? {}, entries)
    const end = events.findLast((event) => decides(event, outcome))
    if (end === undefined || end.at < from || end.at > ask.to) continue
    const values = valuesAt(ask.when, end, events)
    const points = await pointsOf(unit, actor, { entity, id, score, values, at: end.at, document })
    const won = outcome.won.includes(String(end.values[outcome.field]))
    rows.push({ id, points, won, at: end.at })
  }
  return { rows, records: page.records.length, nextCursor: page.nextCursor ?? null }
}

const among = (value: Json | undefined, list: readonly string[]): boolean =>
  value !== null && value !== undefined && list.includes(String(value))

/** Whether a change made a record won or lost that was not so before. */
function decides({ values, previous }: PastEvent, { field, won, lost }: BacktestAsk['outcome']): boolean {
  const side = [won, lost].find((list) => among(values[field], list))
  return side !== undefined && !among(previous?.[field], side)
}

/** What was known: never what came with the decision or after it, where there was anything before. */
function valuesAt(when: BacktestAsk['when'], end: PastEvent, events: readonly PastEvent[]): RecordValues {
  const [first] = events
  return when === 'created' && first !== undefined ? first.values : (end.previous ?? end.values)
}

async function pointsOf(
  unit: Unit,
  actor: Actor,
  of: {
    readonly entity: EntityModel
    readonly id: string
    readonly score: ScoreDocument
    readonly values: RecordValues
    readonly at: string
    readonly document: Awaited<ReturnType<typeof draftedDocuments>>
  },
): Promise<number> {
  const { entity, id, score, values, at, document } = of
  const conditions = score.rows.map(({ when }) => when)
  const paths = pathsRead(conditions, entity.scope)
  const { record, refs } = await readInput(unit, { entity, id, values, isNew: false, paths })
  // What a condition says of today is said of that day.
  const then: Unit = { ...unit, now: at }
  const field = score.engagement?.field
  const engagement = field === undefined ? 0 : Number(values[field] ?? 0) || 0
  return withLookups(unit, (lookup) => {
    const ctx = actionContext(then, actor, { entity, record, refs, phase: 'afterSave', lookup, document })
    return scoreRecord(score, ctx.evaluate, null, engagement).points
  })
}
