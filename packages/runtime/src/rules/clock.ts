import { compileRecurrence } from '@mortise/calendars'
import { rootCause as rootChain, ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { NewJob, RuleTimerRow, Transaction } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import { flowClockName, flowDueJob, flowSign, flowTimer, scheduledFlows } from '../flows/scheduled.ts'
import { slaName, slaSign } from './sla.ts'
import { calendarOf, triggerSign } from './timers.ts'

const batch = 500

/** The next time of a rule that runs by the clock; undefined when it says no time. */
export function scheduleOf(
  published: Published,
  rule: RuleDocument,
  after: string,
): RuleTimerRow | undefined {
  const { schedule, cron } = rule.trigger
  const document = schedule ?? cron
  if (document === undefined) return undefined
  const next = compileRecurrence(document, {
    timeZone: published.timeZone,
    calendar: calendarOf(published, schedule?.calendar),
  }).next(after)
  if (next === null) return undefined
  const sign = triggerSign(published, rule)
  return { rule: ruleName(rule), recordId: null, entity: rule.entity, sign, dueKey: next, dueAt: next }
}

const reconciled = new WeakMap<Workspace, Published>()

/**
 * Brings the times of rules in step with what is published: a rule that is new or waits otherwise than before gets its
 * times anew, one that waits no more loses them. Times of the old form that come due meanwhile do nothing.
 */
async function reconcile(workspace: Workspace, published: Published): Promise<void> {
  if (reconciled.get(workspace) === published) return
  const { rules, model } = published
  const known = new Map((await workspace.store.rules.timers.signs()).map(({ rule, sign }) => [rule, sign]))
  const timed = model.entities.flatMap(({ key }) => rules.timed(key).map(({ rule }) => rule))
  const waiting = new Set([...timed, ...rules.scheduled])
  for (const rule of waiting) {
    const [name, sign] = [ruleName(rule), triggerSign(published, rule)]
    if (known.get(name) === sign) continue
    await workspace.store.transaction(async (tx) => {
      if (!(await tx.rules.timers.sign(name, sign))) return
      // Saves since the publication have set their times in the new form already.
      await tx.rules.timers.removeRule(name, sign)
      const next = rules.scheduled.includes(rule) ? scheduleOf(published, rule, workspace.now()) : undefined
      if (next !== undefined) await tx.rules.timers.put([next])
      if (timed.includes(rule))
        await tx.jobs.add([fillJob({ rule: name, sign, cursor: null }, workspace.now())])
    })
  }
  const started = await reconcileFlows(workspace, published, known)
  const promised = await reconcileSlas(workspace, published, known)
  const names = new Set([...[...waiting].map(ruleName), ...started, ...promised])
  for (const name of known.keys()) if (!names.has(name)) await forget(workspace, name)
  reconciled.set(workspace, published)
}

/** Flows that the clock starts get their next time when they are new or have other times than before. */
async function reconcileFlows(
  workspace: Workspace,
  published: Published,
  known: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const flows = scheduledFlows(published)
  for (const flow of flows) {
    const [name, sign] = [flowClockName(flow), flowSign(published, flow)]
    if (known.get(name) === sign) continue
    await workspace.store.transaction(async (tx) => {
      if (!(await tx.rules.timers.sign(name, sign))) return
      await tx.rules.timers.removeRule(name, sign)
      const next = flowTimer(published, flow, workspace.now())
      if (next !== undefined) await tx.rules.timers.put([next])
    })
  }
  return flows.map(flowClockName)
}

/** Open promises are worked out anew when their terms or their calendar changed, such as by a new year's plan. */
async function reconcileSlas(
  workspace: Workspace,
  published: Published,
  known: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const all = published.model.entities.flatMap((entity) =>
    (entity.document.slas ?? []).map((sla) => ({ entity, sla, name: slaName(entity, sla) })),
  )
  for (const { entity, sla, name } of all) {
    const sign = slaSign(published, sla)
    if (known.get(`sla:${name}`) === sign) continue
    await workspace.store.transaction(async (tx) => {
      if (!(await tx.rules.timers.sign(`sla:${name}`, sign))) return
      const payload = { entity: entity.key, sla: name, after: null }
      const runAt = workspace.now()
      await tx.jobs.add([{ kind: 'sla_recompute', key: `sla_recompute:${name}`, runAt, payload }])
    })
  }
  return all.map(({ name }) => `sla:${name}`)
}

async function forget(workspace: Workspace, name: string): Promise<void> {
  await workspace.store.transaction(async (tx) => {
    await tx.rules.timers.sign(name, null)
    await tx.rules.timers.removeRule(name)
  })
}

/** A page of the records that get times of a rule, in the form of its trigger that is meant. */
export type TimerFill = {
  readonly rule: string
  /** Which form; missing in a job that waits since before jobs said so. */
  readonly sign?: string
  readonly cursor: string | null
}

/** The job that gives a rule its times for the records there are, page by page. */
export function fillJob(fill: TimerFill & { readonly sign: string }, runAt: string): NewJob {
  const { rule, sign, cursor } = fill
  // Each page has a key of its own: one that is asked for anew never takes the place of one under way.
  return { kind: 'rule_fill', key: `rule_fill:${rule}:${sign}:${cursor ?? ''}`, payload: { ...fill }, runAt }
}

/** Thrown where something has been published since: times are made by what is published, never by what was. */
class Outdated extends Error {}

/** Turns what is due into jobs, and gives rules that run by the clock their next time, in one transaction. */
async function takeDue(workspace: Workspace, published: Published): Promise<number> {
  const now = workspace.now()
  return workspace.store.transaction(async (tx) => {
    const due = await tx.rules.timers.take(now, batch)
    if (due.length > 0 && (await tx.design.currentVersion()) !== published.version) throw new Outdated()
    await goOn(tx, { published, due, now })
    await tx.jobs.add(due.map((row) => dueJob(row, now)))
    return due.length
  })
}

/** The job for a time that has come. */
export function dueJob(row: RuleTimerRow, runAt: string): NewJob {
  const { rule, recordId, sign, dueKey } = row
  if (rule.startsWith('flow:')) return flowDueJob(row, runAt)
  const chain = rootChain(`due:${rule}:${dueKey}`) as never
  return {
    kind: 'rule_due',
    runAt,
    payload: { rule, recordId, sign, dueKey, chain },
    key: `rule_due:${rule}:${recordId ?? ''}:${dueKey}`,
  }
}

async function goOn(
  tx: Transaction,
  given: { readonly published: Published; readonly due: readonly RuleTimerRow[]; readonly now: string },
): Promise<void> {
  const { published, due, now } = given
  const next = due
    .filter((row) => row.recordId === null)
    .flatMap((row) => {
      const rule = published.rules.scheduled.find((one) => ruleName(one) === row.rule)
      const flow = scheduledFlows(published).find((one) => flowClockName(one) === row.rule)
      return (rule && scheduleOf(published, rule, now)) ?? (flow && flowTimer(published, flow, now)) ?? []
    })
  await tx.rules.timers.put(next)
}

/** Everything that rules wait for and that has come: asked by each worker, as often as it looks for jobs. */
export async function tickRules(workspace: Workspace): Promise<void> {
  const published = await workspace.published()
  await reconcile(workspace, published)
  try {
    while ((await takeDue(workspace, published)) === batch);
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    // The next look takes them.
    workspace.expire()
  }
}
