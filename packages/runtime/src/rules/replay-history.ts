import { dateAt, type Expression } from '@mortise/expressions'
import { compileRules, matchRules, runRule } from '@mortise/rules'
import type { ActionContext, EntityModel, Effect, RecordValues, RuleDocument } from '@mortise/schema'
import type { Actor, HistoryEntry } from '@mortise/store'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { entityFor } from '../records/entity-for.ts'
import { readInput } from '../records/input.ts'
import { actionContext } from './action-context.ts'
import { draftedDocuments } from './drafted.ts'
import { changesOf, datesOf, type PastEvent, timesOf } from './past-events.ts'
import { fillTexts, leanOn, rulePaths } from './paths.ts'

const dayMs = 86_400_000
/** Records of a page, and changes that are looked at of one record. */
const pageSize = 50
const mostChanges = 200
/** Runs of a page that are told one by one. */
const mostHits = 20

/**
 * A part of what a rule would have done in the past days, had it been live: records page by page. What it would have
 * written is not carried forward into later changes, and other records are seen as they are now.
 */
export type HistoryReplay = {
  /** Records looked at in this page, and what happened to them that the rule answers. */
  readonly records: number
  readonly events: number
  /** How often the rule would have run. */
  readonly fired: number
  readonly days: { readonly [date: string]: number }
  /** What each of its actions would have done, in number. */
  readonly actions: readonly { readonly index: number; readonly count: number; readonly errors: number }[]
  readonly hits: readonly {
    readonly recordId: string
    readonly title: string
    readonly at: string
    readonly event: string
    readonly effects: readonly Effect[]
  }[]
  readonly nextCursor: string | null
}

type Asked = { readonly rule: RuleDocument; readonly days: number; readonly cursor: string | null }

/** Replays history against a rule, published or not, on the records the designer may read. Changes nothing. */
export function replayHistory(workspace: Workspace, actor: Actor, given: Asked): Promise<HistoryReplay> {
  return workspace.unit((unit) => replayPage(unit, actor, given))
}

async function replayPage(unit: Unit, actor: Actor, { rule, days, cursor }: Asked): Promise<HistoryReplay> {
  const entity = entityFor(unit, actor, rule.entity)
  const since = new Date(Date.parse(unit.now) - days * dayMs).toISOString()
  const door = unit.door(actor)
  const filter = filterOf(rule, since)
  const page = await door.query({
    entity: entity.key,
    fields: ['id'],
    ...(filter === undefined ? {} : { filter }),
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(cursor === null ? {} : { cursor }),
  })
  const tally = newTally(rule)
  const document = await draftedDocuments(unit)
  leanOn([rule], document)
  for (const { id } of page.records) {
    const stored = await door.get(entity.key, id, { rows: 'all' })
    if (stored === null) continue
    const entries = await door.history(entity.key, id, mostChanges, undefined, { since })
    const recent = entries.filter(({ at }) => at >= since)
    const events = eventsOf(unit, rule, { now: stored.values, entries: recent, since })
    tally.events += events.length
    for (const event of events) await judge(unit, actor, { rule, entity, id, event, tally, document })
  }
  const { actions, ...rest } = tally
  return {
    ...rest,
    actions: actions.map((one, index) => ({ index, ...one })),
    records: page.records.length,
    nextCursor: page.nextCursor ?? null,
  }
}

/** A rule that waits for time asks records that nobody touched as well. */
function filterOf(rule: RuleDocument, since: string): Expression | undefined {
  const { on, dateRelative } = rule.trigger
  if (on.includes('schedule')) return undefined
  const touched = { '>=': [{ var: 'updated_at' }, since] }
  if (!on.includes('dateRelative') || dateRelative === null || dateRelative === undefined) return touched
  return { or: [touched, { '!=': [{ var: dateRelative.field }, null] }] }
}

type Tally = {
  events: number
  fired: number
  readonly days: { [date: string]: number }
  readonly actions: { count: number; errors: number }[]
  readonly hits: HistoryReplay['hits'][number][]
}

const newTally = (rule: RuleDocument): Tally => ({
  events: 0,
  fired: 0,
  days: {},
  actions: rule.actions.map(() => ({ count: 0, errors: 0 })),
  hits: [],
})

function eventsOf(
  unit: Unit,
  { trigger }: RuleDocument,
  of: { readonly now: RecordValues; readonly entries: readonly HistoryEntry[]; readonly since: string },
): readonly PastEvent[] {
  const { events, states } = changesOf(of.now, of.entries)
  const span = { states, since: of.since, until: unit.now }
  const { on, dateRelative } = trigger
  const waits = on.includes('dateRelative') && dateRelative !== null && dateRelative !== undefined
  return [
    ...events.filter(({ event }) => on.some((one) => one === event)),
    ...(waits ? datesOf(unit.published, dateRelative, span) : []),
    ...(on.includes('schedule') ? timesOf(unit.published, trigger, span) : []),
  ]
}

async function judge(
  unit: Unit,
  actor: Actor,
  of: {
    readonly rule: RuleDocument
    readonly entity: EntityModel
    readonly id: string
    readonly event: PastEvent
    readonly tally: Tally
    readonly document: ActionContext['document']
  },
): Promise<void> {
  const { rule, entity, id, event, tally, document } = of
  // The clock of that moment: what the rule says of today is said of that day.
  const then: Unit = { ...unit, now: event.at }
  const { record, refs } = await readInput(unit, {
    entity,
    id,
    values: event.values,
    previous: event.previous,
    isNew: event.event === 'create',
    paths: rulePaths([rule], entity.scope),
    names: fillTexts([rule]),
  })
  const run = await withLookups(unit, (lookup) => {
    const contextOf = (one: typeof record) =>
      actionContext(then, actor, { entity, record: one, refs, phase: rule.phase, lookup, document })
    const change = { phase: rule.phase, event: event.event, record }
    const matched = matchRules(compileRules([{ ...rule, enabled: true }]), change, contextOf)
    if (matched.length === 0) return undefined
    return runRule(rule, {
      ctx: contextOf(record),
      runAction: unit.options.kit.runAction,
      version: unit.published.version,
      eventId: 'replay',
    })
  })
  if (run === undefined) return
  tally.fired += 1
  const date = dateAt(Date.parse(event.at), unit.timeZone)
  tally.days[date] = (tally.days[date] ?? 0) + 1
  for (const one of run.actions) {
    const sum = tally.actions[one.index]
    if (sum === undefined) continue
    if (one.error !== undefined) sum.errors += 1
    else if (one.effects.length > 0) sum.count += 1
  }
  if (tally.hits.length >= mostHits) return
  tally.hits.push({
    recordId: id,
    title: String(event.values[entity.document.title] ?? ''),
    at: event.at,
    event: event.event,
    effects: run.actions.flatMap((one) => one.effects),
  })
}
