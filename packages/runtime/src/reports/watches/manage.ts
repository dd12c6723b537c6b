import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import {
  type Actor,
  auditedBy,
  type ReportTarget,
  type ReportWatchRow,
  type WatchRecipient,
} from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Published } from '../../context/published.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { lapsedFilters, namedTarget, openTarget } from '../target.ts'
import { begin } from './due.ts'
import { refuseNoFigure, refuseNoFigureIn } from './figure-there.ts'
import { reached } from './reach.ts'
import { nextTime, objectAt, readAlert, readDelivery, readSchedule, type WatchSchedule } from './terms.ts'

/** So many subscriptions and alerts one person may have made. */
const mostOfOne = 200
const mostRecipients = 100

const wrong = (why: string): Error => errors.WATCH_INVALID({ why })

type Given = { readonly [key: string]: unknown }

function userOf(actor: Actor): string {
  if (actor.userId === null || actor.kind !== 'user') throw errors.FORBIDDEN({ what: 'subscription' })
  return actor.userId
}

/** Reads whom it goes to; each of them has to be there. */
function readRecipients(unit: Unit, value: unknown): readonly WatchRecipient[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostRecipients)
    throw wrong(`recipients: 1–${mostRecipients}`)
  const { users, groups } = unit.people
  const found = new Map<string, WatchRecipient>()
  for (const [at, one] of value.entries()) {
    const { kind, id } = objectAt(one, `recipients[${at}]`)
    if (typeof id !== 'string') throw wrong(`recipients[${at}].id`)
    const isThere =
      (kind === 'user' && users.some((user) => user.id === id && user.active)) ||
      (kind === 'group' && groups.some((group) => group.id === id)) ||
      (kind === 'role' && unit.published.roles.some((role) => role.key === id && role.service !== true))
    if (!isThere) throw wrong(`recipients[${at}]`)
    found.set(`${String(kind)}:${id}`, { kind: kind as WatchRecipient['kind'], id })
  }
  return [...found.values()]
}

function readName(value: unknown): string {
  const name = value ?? ''
  if (typeof name !== 'string' || name.length > 120 || /\p{Cc}/u.test(name)) throw wrong('name')
  return name.trim()
}

type Kit = Pick<Workspace['options'], 'kit'>

function readSettings(
  kind: ReportWatchRow['kind'],
  value: unknown,
  given: { readonly published: Published; readonly actor: Actor; readonly target: ReportTarget } & Kit,
): Json {
  const { published, actor, target, kit } = given
  if (kind === 'alert') {
    if (target.targetKind !== 'report') throw wrong('targetKind: report')
    return readAlert(value) as unknown as Json
  }
  const settings = readDelivery(value)
  if (settings.format === 'csv' && target.targetKind === 'dashboard')
    throw wrong('settings.format: xlsx | pdf | png | link')
  const open = openTarget(published, actor, { ...target, kit })
  const lapsed = open === undefined ? [] : lapsedFilters(given, open, settings.filters)
  if (lapsed.length > 0) throw wrong(`settings.filters: ${lapsed.join(', ')}`)
  return settings as unknown as Json
}

/** Makes a subscription or an alert. Whoever it goes to gets what that person may see, whatever its maker may. */
export async function createWatch(workspace: Workspace, actor: Actor, given: Given): Promise<ReportWatchRow> {
  const createdBy = userOf(actor)
  const kind = given['kind']
  if (kind !== 'delivery' && kind !== 'alert') throw wrong('kind: delivery | alert')
  const { targetKind, target: asked } = given
  if ((targetKind !== 'report' && targetKind !== 'dashboard') || typeof asked !== 'string')
    throw wrong('target')
  const { kit } = workspace.options
  const published = await workspace.published()
  const target = namedTarget(published, actor, { targetKind, target: asked, kit })
  const settings = readSettings(kind, given['settings'], { published, actor, target, kit })
  const schedule = readSchedule(given['schedule'], kind)
  if (nextTime(published, schedule, workspace.now()) === null) throw wrong('schedule')
  if (kind === 'alert') await refuseNoFigure(workspace, actor, { ...target, settings })
  return workspace.unit(async (unit) => {
    const tables = unit.tx.side.reportWatches
    if ((await tables.countOf(createdBy)) >= mostOfOne) throw errors.WATCH_MANY({ most: mostOfOne })
    const watch = await tables.create({
      ...target,
      kind,
      name: readName(given['name']),
      recipients: readRecipients(unit, given['recipients']),
      schedule: schedule as unknown as Json,
      settings,
      enabled: true,
      nextAt: nextTime(unit.published, schedule, unit.now),
      createdBy,
    })
    await auditWatch(unit, actor, { action: 'report_watch_made', watch })
    return watch
  })
}

function auditWatch(
  unit: Unit,
  actor: Actor,
  given: { readonly action: string; readonly watch: ReportWatchRow; readonly data?: RecordValues },
): Promise<void> {
  const { action, watch, data = {} } = given
  return unit.tx.side.audit({
    action,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: { watch: watch.id, kind: watch.kind, target: watch.target, name: watch.name, ...data },
  })
}

/** One that the actor may change: their own, or any for who administers. Others find none. */
async function owned(unit: Unit, actor: Actor, id: string): Promise<ReportWatchRow> {
  const watch = await unit.tx.side.reportWatches.get(id)
  if (watch === null || (watch.createdBy !== actor.userId && !actor.admin)) throw errors.WATCH_NOT_FOUND()
  return watch
}

/** Changes one; what is not given stays. Turned on again, or at other times, it begins anew from now. */
export async function changeWatch(
  workspace: Workspace,
  actor: Actor,
  { id, given }: { readonly id: string; readonly given: Given },
): Promise<ReportWatchRow> {
  userOf(actor)
  await refuseNoFigureIn(workspace, actor, { id, settings: given['settings'] })
  const changed = await workspace.unit(async (unit) => {
    const watch = await owned(unit, actor, id)
    const enabled = given['enabled'] ?? watch.enabled
    if (typeof enabled !== 'boolean') throw wrong('enabled')
    const schedule =
      given['schedule'] === undefined
        ? (watch.schedule as unknown as WatchSchedule)
        : readSchedule(given['schedule'], watch.kind)
    const nextAt = nextTime(unit.published, schedule, unit.now)
    if (nextAt === null) throw wrong('schedule')
    await unit.tx.side.reportWatches.update(id, {
      enabled,
      schedule: schedule as unknown as Json,
      nextAt,
      ...(given['name'] === undefined ? {} : { name: readName(given['name']) }),
      ...(given['recipients'] === undefined ? {} : { recipients: readRecipients(unit, given['recipients']) }),
      ...(given['settings'] === undefined
        ? {}
        : {
            settings: readSettings(watch.kind, given['settings'], {
              published: unit.published,
              actor,
              target: watch,
              kit: workspace.options.kit,
            }),
          }),
    })
    await auditWatch(unit, actor, { action: 'report_watch_changed', watch, data: { enabled } })
    return owned(unit, actor, id)
  })
  return changed
}

/** Ends one for all it goes to. */
export async function removeWatch(workspace: Workspace, actor: Actor, id: string): Promise<void> {
  userOf(actor)
  await workspace.unit(async (unit) => {
    const watch = await owned(unit, actor, id)
    await unit.tx.side.reportWatches.remove(id)
    await auditWatch(unit, actor, { action: 'report_watch_removed', watch })
  })
}

/** One that reaches the actor, who may have left it. */
async function mine(unit: Unit, userId: string, id: string): Promise<ReportWatchRow> {
  const watch = await unit.tx.side.reportWatches.get(id)
  if (watch === null || !reached(unit.people, watch, new Set()).includes(userId))
    throw errors.WATCH_NOT_FOUND()
  return watch
}

/** Takes oneself out of one, or puts oneself in again; others get it as before. */
export async function leaveWatch(
  workspace: Workspace,
  actor: Actor,
  { id, leave }: { readonly id: string; readonly leave: boolean },
): Promise<void> {
  const userId = userOf(actor)
  await workspace.unit(async (unit) => {
    const watch = await mine(unit, userId, id)
    if (leave) await unit.tx.side.reportWatches.leave(watch.id, userId)
    else await unit.tx.side.reportWatches.comeBack(watch.id, userId)
  })
}

/** Sends one to oneself now, at most once a minute, to see what it looks like. */
export async function tryWatch(workspace: Workspace, actor: Actor, id: string): Promise<boolean> {
  const userId = userOf(actor)
  return workspace.unit(async (unit) => {
    const watch = await unit.tx.side.reportWatches.get(id)
    const may =
      watch !== null &&
      (watch.createdBy === userId || reached(unit.people, watch, new Set()).includes(userId))
    if (!may || watch === null) throw errors.WATCH_NOT_FOUND()
    const dueAt = `${unit.now.slice(0, 16)}:00.000Z`
    return (await begin(unit, watch, { dueAt, people: [userId] })) > 0
  })
}

/** What recipients are called. */
export function recipientNames(
  unit: Pick<Unit, 'people' | 'published'>,
  recipients: readonly WatchRecipient[],
  locale: 'zh' | 'en',
): readonly string[] {
  return recipients.map(({ kind, id }) => {
    if (kind === 'user') return unit.people.users.find((one) => one.id === id)?.name ?? '—'
    if (kind === 'group') return unit.people.groups.find((one) => one.id === id)?.name ?? '—'
    return say(unit.published.roles.find((one) => one.key === id)?.label, locale) || '—'
  })
}
