import { explainScore, scoreRecord } from '@mortise/actions'
import { crossingAt, engaged, noEngagement, pointsAt, pointsFor } from '@mortise/rules'
import type { LocalizedText } from '@mortise/errors'
import type { EntityModel, ScoreDocument } from '@mortise/schema'
import type { Actor, BehaviourRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { entityFor } from '../records/entity-for.ts'
import { readInput } from '../records/input.ts'
import type { Cause } from '../types.ts'
import { actionContext } from './action-context.ts'
import { carryOut, effectContext } from './carry-out.ts'
import { runOwn } from './events.ts'
import { loadFor } from './load.ts'

const dayMs = 86_400_000

type Engaging = ScoreDocument & { readonly engagement: NonNullable<ScoreDocument['engagement']> }

/** The name of a score that stays when its key changes. */
const nameOf = (score: ScoreDocument): string => score.id ?? score.key

function scoresOf(unit: Unit, entity: string): readonly Engaging[] {
  return unit.published.model
    .documents('score')
    .filter((one): one is Engaging => one.entity === entity && one.engagement !== undefined)
}

/**
 * Notes that somebody did something with a record (opened a quote, looked at the prices): it counts for the scores that
 * know it, within their caps, and sets off the rules that answer it. With a key it is noted once.
 */
export async function noteBehaviour(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly id: string; readonly kind: string; readonly key: string | null },
): Promise<boolean> {
  const { id, kind, key } = given
  const entity = entityFor(unit, actor, given.entity)
  const stored = await unit.door(actor).get(entity.key, id, { fields: ['id'], lock: true })
  if (stored === null) throw errors.RECORD_NOT_FOUND()
  if (!(await unit.door(actor).may(entity.key, id, 'update'))) throw errors.FORBIDDEN({ what: entity.key })
  const scores = scoresOf(unit, entity.key)
  const points: { [score: string]: number } = {}
  for (const score of scores) points[nameOf(score)] = await worth(unit, score, { id, kind })
  const row = { id: unit.newId(), entity: entity.key, recordId: id, kind, at: unit.now, points, key }
  if (!(await unit.tx.behaviours.add(row))) return false
  const cause = rootCause(`behaviour:${row.id}`)
  for (const score of scores)
    await engage(unit, { score, entity, id, points: points[nameOf(score)] ?? 0, cause })
  await runOwn(unit, actor, {
    entity,
    id,
    event: 'behaviour',
    previous: undefined,
    cause,
    current: {},
    only: ({ trigger }) => trigger.behaviours === undefined || trigger.behaviours.includes(kind),
  })
  return true
}

/** What it gives one score, with what the same kind has given already. */
async function worth(
  unit: Unit,
  score: Engaging,
  { id, kind }: { readonly id: string; readonly kind: string },
): Promise<number> {
  const row = score.engagement.kinds.find((one) => one.kind === kind)
  if (row === undefined) return 0
  const since = (days: number): Promise<number> =>
    unit.tx.behaviours.pointsSince({
      score: nameOf(score),
      recordId: id,
      kind,
      since: new Date(Date.parse(unit.now) - days * dayMs).toISOString(),
    })
  const today = row.perDay === undefined ? 0 : await since(1)
  const inWindow = row.window === undefined ? 0 : await since(row.window.days)
  return pointsFor(score.engagement, kind, { today, inWindow })
}

type Engage = {
  readonly score: Engaging
  readonly entity: EntityModel
  readonly id: string
  readonly points: number
  readonly cause: Cause
}

/** Brings a record's points of behaviour up to now, counts its score anew, and sets the time when they fall next. */
async function engage(unit: Unit, given: Engage): Promise<void> {
  const { score, entity, id, points, cause } = given
  const name = nameOf(score)
  const before = (await unit.tx.behaviours.state(name, id, true)) ?? noEngagement(unit.now)
  const after = engaged(before, score.engagement, { points, at: unit.now })
  if (points !== 0) await unit.tx.behaviours.putState(name, id, after)
  const state = points === 0 ? before : after
  const system = automation(unit, `score:${score.key}`)
  const shown = Math.round(pointsAt(state, score.engagement.decay, unit.now))
  await unit.commands.save(unit, system, {
    request: {
      op: 'update',
      entity: entity.key,
      id,
      values: { [score.engagement.field]: shown },
      ignoreDuplicates: true,
    },
    cause,
  })
  const loaded = await loadFor(unit, system, {
    entity,
    id,
    event: 'update',
    previous: undefined,
    rules: [],
    current: {},
  })
  if (loaded === undefined) return
  const effects = unit.options.kit.runAction(
    'score',
    { score: score.key },
    loaded.contextOf(undefined)(loaded.record),
  )
  const ctx = effectContext(unit, {
    actor: system,
    key: `score:${name}:${id}`,
    entity: entity.key,
    recordId: id,
    cause,
  })
  await carryOut(effects, ctx)
  // The next whole point down is the next change anybody sees.
  const falls = crossingAt(state, score.engagement.decay, Math.max(shown - 0.5, 0.5))
  if (falls === null || shown <= 0) return
  await unit.tx.jobs.add([
    {
      kind: 'score_due',
      key: `score_due:${name}:${id}`,
      // Points that fade every few minutes are looked at once an hour.
      runAt: laterOf(falls, new Date(Date.parse(unit.now) + dayMs / 24).toISOString()),
      payload: { score: name, entity: entity.key, id },
    },
  ])
}

const laterOf = (a: string, b: string): string => (a > b ? a : b)

/** Points have faded: the record's score is counted anew. */
export async function scoreDue(
  unit: Unit,
  given: { readonly score: string; readonly entity: string; readonly id: string },
): Promise<void> {
  const entity = unit.published.model.entity(given.entity)
  const score = scoresOf(unit, given.entity).find((one) => nameOf(one) === given.score)
  if (entity === undefined || score === undefined) return
  const system = automation(unit, `score:${score.key}`)
  if ((await unit.door(system).get(entity.key, given.id, { fields: ['id'], lock: true })) === null) return
  await engage(unit, {
    score,
    entity,
    id: given.id,
    points: 0,
    cause: rootCause(`score:${given.score}:${given.id}:${unit.now}`),
  })
}

/** Why a record has the points it has: what its values give, what was done with it, and what is left of that. */
export type ScoreStory = Omit<ReturnType<typeof scoreRecord>, 'contributions'> & {
  readonly contributions: readonly {
    readonly key: string
    readonly label: LocalizedText
    readonly points: number
  }[]
  readonly text: string
  readonly engagement: number
  readonly behaviours: readonly Pick<BehaviourRow, 'kind' | 'at'>[]
}

/** Explains a record's score to whoever may read the record and the field of the score. */
export async function scoreStory(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly id: string; readonly score: string },
): Promise<ScoreStory> {
  const score = unit.published.model.document('score', given.score)
  if (score === undefined || score.entity !== given.entity) throw errors.RECORD_NOT_FOUND()
  return storyOf(unit, actor, { score, id: given.id })
}

/** The same by a score as it stands in a draft, for whoever designs it. Changes nothing. */
export function tryScore(
  workspace: Workspace,
  actor: Actor,
  given: { readonly score: ScoreDocument; readonly id: string },
): Promise<ScoreStory> {
  return workspace.unit((unit) => storyOf(unit, actor, { ...given, drafted: true }))
}

async function storyOf(
  unit: Unit,
  actor: Actor,
  given: { readonly score: ScoreDocument; readonly id: string; readonly drafted?: true },
): Promise<ScoreStory> {
  const { score, id, drafted } = given
  const entity = entityFor(unit, actor, score.entity)
  const own = await unit.door(actor).get(entity.key, id, { rows: 'all' })
  if (own === null) throw errors.RECORD_NOT_FOUND()
  // Who may not see the points learns nothing of what they are made of.
  if (drafted !== true && !Object.hasOwn(own.values, score.field))
    throw errors.FORBIDDEN({ what: score.field })
  const paths = pathsRead(
    score.rows.map(({ when }) => when),
    entity.scope,
  )
  const { record, refs } = await readInput(unit, {
    entity,
    id,
    values: own.values,
    isNew: false,
    paths,
  })
  const ctx = actionContext(unit, actor, { entity, record, refs, phase: 'afterSave' })
  const state = await unit.tx.behaviours.state(nameOf(score), id)
  const engagement = state === null ? 0 : Math.round(pointsAt(state, score.engagement?.decay, unit.now))
  const grade = score.gradeField === undefined ? null : own.values[score.gradeField]
  const result = scoreRecord(score, ctx.evaluate, typeof grade === 'string' ? grade : null, engagement)
  const behaviours = await unit.tx.behaviours.ofRecord(id, 50)
  return {
    ...result,
    contributions: result.contributions.map((one) => ({
      ...one,
      label: score.rows.find(({ key }) => key === one.key)?.label ?? one.label,
    })),
    text: explainScore(result),
    engagement,
    behaviours: behaviours.map(({ kind, at }) => ({ kind, at })),
  }
}
