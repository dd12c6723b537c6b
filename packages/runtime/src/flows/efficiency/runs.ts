import { setImmediate as breath } from 'node:timers/promises'
import { type EfficiencyRun, type RunFact, type RunFilter, runsWhere } from '@mortise/flows'
import type { Actor } from '@mortise/store'
import type { Published } from '../../context/published.ts'
import type { Unit } from '../../context/unit.ts'
import { titleFor } from '../title.ts'
import { type EfficiencyAsk, gather, type Gathered } from './gather.ts'
import { drawingOf, withOthers } from './report.ts'

/** What is asked: the runs behind which figure, and which of them. */
type Asked = {
  readonly ask: EfficiencyAsk
  readonly filter: RunFilter
  readonly from: number
  readonly limit: number
}

/** A run behind a figure, with what its row is made of. */
type Behind = Omit<EfficiencyRun, 'title' | 'starter'> & {
  readonly starter: string
  /** Where the reader has or had a task. */
  readonly nodes: readonly string[]
}

/** A list is kept so long for the one who goes on through it, who then sees no run twice and none left out. */
const keptMs = 30_000
/** After so many runs others get their turn. */
const breathEvery = 1_000

type Kept = { readonly sign: string; readonly at: number; readonly list: readonly Behind[] }

// One list a workspace and version: whoever asks for another one starts it anew.
const kept = new WeakMap<Published, Kept>()

/** The runs behind a figure, the longest first. */
export async function efficiencyRuns(
  unit: Unit,
  actor: Actor,
  given: Asked,
): Promise<{ readonly rows: readonly EfficiencyRun[]; readonly count: number }> {
  const list = given.from === 0 ? await listFor(unit, actor, given) : await goingOn(unit, actor, given)
  const seeing = { published: unit.published, kit: unit.options.kit }
  const rows: EfficiencyRun[] = []
  for (const { nodes, starter, ...run } of list.slice(given.from, given.from + given.limit)) {
    const stored = await unit.tx.flows.instance(run.id)
    if (stored === null) continue
    rows.push({
      ...run,
      title: titleFor(seeing, actor, { ...stored, nodes }),
      starter: unit.people.directory.user(starter)?.name ?? '',
    })
  }
  return { rows, count: list.length }
}

/** Whose list it is, of what: with other rights it is another list. */
function signOf(
  { people }: Unit,
  { kind, userId, keyId, roles, admin, locale }: Actor,
  given: Asked,
): string {
  const who = [kind, userId, keyId ?? null, roles, admin, locale, people.revision]
  return JSON.stringify([who, given.ask, given.filter])
}

async function goingOn(unit: Unit, actor: Actor, given: Asked): Promise<readonly Behind[]> {
  const known = kept.get(unit.published)
  const fresh = known !== undefined && Math.abs(Date.parse(unit.now) - known.at) < keptMs
  return fresh && known.sign === signOf(unit, actor, given) ? known.list : listFor(unit, actor, given)
}

async function listFor(unit: Unit, actor: Actor, given: Asked): Promise<readonly Behind[]> {
  const gathered = await gather(unit, actor, given.ask)
  const list = await listOf(unit, actor, { gathered, filter: given.filter })
  kept.set(unit.published, { sign: signOf(unit, actor, given), at: Date.parse(unit.now), list })
  return list
}

async function listOf(
  unit: Unit,
  actor: Actor,
  { gathered, filter }: { readonly gathered: Gathered; readonly filter: RunFilter },
): Promise<readonly Behind[]> {
  const facts = withOthers(gathered)
  const ids = runsWhere(facts, filter, gathered.by)
  const at = standingAt(unit, actor, { gathered, facts })
  const own = Map.groupBy(
    facts.tasks.filter(({ person }) => person === actor.userId),
    ({ runId }) => runId,
  )
  const found: Behind[] = []
  for (const [index, run] of facts.runs.entries()) {
    if (index % breathEvery === breathEvery - 1) await breath()
    const row = gathered.rows.get(run.id)
    if (row === undefined || !ids.has(run.id)) continue
    found.push({
      ...measured(run, gathered),
      recordId: row.recordId,
      starter: row.starter,
      at: at(run.id),
      nodes: (own.get(run.id) ?? []).map(({ nodeId }) => nodeId),
    })
  }
  return found.toSorted((a, b) => b.work - a.work || b.wall - a.wall || (a.id < b.id ? -1 : 1))
}

function measured({ id, status, startedAt, endedAt }: RunFact, { by, flow }: Gathered) {
  const to = endedAt ?? by.now
  const [wall, work] = [to - startedAt, by.work(startedAt, to)]
  return { id, status, startedAt, endedAt, entity: flow.entity, wall, work }
}

/** Names of the nodes at which a run stands. */
function standingAt(
  unit: Unit,
  actor: Actor,
  { gathered, facts }: { readonly gathered: Gathered; readonly facts: Gathered['facts'] },
): (run: string) => readonly string[] {
  const names = new Map(drawingOf(unit, gathered, actor).nodes.map(({ id, name }) => [id, name]))
  const standing = Map.groupBy(
    facts.visits.filter(({ leftAt }) => leftAt === null),
    ({ runId }) => runId,
  )
  return (run) => [...new Set((standing.get(run) ?? []).map(({ nodeId }) => names.get(nodeId) ?? nodeId))]
}
