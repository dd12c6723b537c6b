import type { Actor, ReportWatchRow, WatchRecipient, WatchRunRow } from '@mortise/store'
import type { Json } from '@mortise/expressions'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { mayExport } from '../files/may-export.ts'
import { namedTarget, openTarget, targetName, targetPath } from '../target.ts'
import { recipientNames } from './manage.ts'
import { reached } from './reach.ts'

/** A subscription or alert as somebody sees it: its own maker all of it, whoever it reaches what comes to them. */
export type ShownWatch = {
  readonly id: string
  readonly kind: ReportWatchRow['kind']
  readonly targetKind: ReportWatchRow['targetKind']
  /** Key and name of what it is about; null where the reader may not see that any more. */
  readonly target: string | null
  readonly label: string | null
  readonly path: string | null
  readonly name: string
  readonly schedule: Json
  readonly settings: Json
  readonly enabled: boolean
  readonly nextAt: string | null
  readonly createdByName: string
  /** Whether the reader may change it. */
  readonly mine: boolean
  /** Whether it reaches the reader, and whether the reader left it. */
  readonly receives: boolean
  readonly left: boolean
  readonly recipients?: readonly (WatchRecipient & { readonly name: string })[]
  /** How it went the last time for the reader. */
  readonly last?: ShownRun
}

/** How a time went for somebody. Figures are told to the person alone who may see them. */
export type ShownRun = {
  readonly id: string
  readonly state: WatchRunRow['state']
  readonly dueAt: string
  readonly at: string
  readonly person: string
  readonly file: boolean
  readonly mail: string | null
  readonly why: string | null
  readonly value?: number | null
  readonly where?: string
}

const pageSize = 500
const mostRows = 5000

async function allOf(
  workspace: Workspace,
  of: Parameters<Workspace['store']['side']['reportWatches']['list']>[0]['of'],
): Promise<readonly ReportWatchRow[]> {
  const all: ReportWatchRow[] = []
  for (;;) {
    const before = all.at(-1)?.id
    const page = await workspace.store.side.reportWatches.list({ of, before, limit: pageSize })
    all.push(...page)
    if (page.length < pageSize || all.length >= mostRows) return all
  }
}

/** What somebody made or is sent, newest first; of one report or dashboard, or all. `everybody` is for who administers. */
export async function listWatches(
  workspace: Workspace,
  actor: Actor,
  asked: {
    readonly targetKind?: ReportWatchRow['targetKind'] | undefined
    readonly target?: string | undefined
    readonly everybody?: boolean | undefined
    readonly limit: number
    readonly before?: string | undefined
  },
): Promise<{ readonly rows: readonly ShownWatch[]; readonly nextCursor: string | null }> {
  const { userId } = actor
  if (userId === null) return { rows: [], nextCursor: null }
  const [published, people] = [await workspace.published(), await workspace.people()]
  const { kit } = workspace.options
  const { targetKind, target } = asked
  const of =
    targetKind === undefined || target === undefined
      ? undefined
      : namedTarget(published, actor, { targetKind, target, kit })
  const seen = (await allOf(workspace, of)).filter(
    (watch) =>
      (asked.everybody === true && actor.admin) ||
      watch.createdBy === userId ||
      reached(people, watch, new Set()).includes(userId),
  )
  const from = asked.before === undefined ? 0 : seen.findIndex(({ id }) => id === asked.before) + 1
  const page = seen.slice(from, from + asked.limit)
  const ids = page.map(({ id }) => id)
  const { reportWatches } = workspace.store.side
  const left = new Set(
    (await reportWatches.left(ids)).filter((one) => one.userId === userId).map((one) => one.watchId),
  )
  const last = new Map((await reportWatches.lastRuns(ids, userId)).map((run) => [run.watchId, run]))
  const rows = page.map((watch): ShownWatch => {
    const open = openTarget(published, actor, { ...watch, kit })
    const run = last.get(watch.id)
    const mine = watch.createdBy === userId || actor.admin
    const names = recipientNames({ people, published }, watch.recipients, actor.locale)
    const { id, kind, name, schedule, settings, enabled } = watch
    return {
      id,
      kind,
      name,
      schedule,
      settings,
      enabled,
      targetKind: watch.targetKind,
      target: open?.key ?? null,
      label: open === undefined ? null : targetName(open, actor.locale),
      path: open === undefined ? null : targetPath(open),
      nextAt: enabled ? watch.nextAt : null,
      createdByName: people.users.find((one) => one.id === watch.createdBy)?.name ?? '—',
      mine,
      receives: reached(people, watch, new Set()).includes(userId),
      left: left.has(watch.id),
      ...(mine
        ? { recipients: watch.recipients.map((one, at) => ({ ...one, name: names[at] ?? '—' })) }
        : {}),
      ...(run === undefined ? {} : { last: shownRun(run, actor.name, open !== undefined) }),
    }
  })
  return { rows, nextCursor: seen.length > from + asked.limit ? (page.at(-1)?.id ?? null) : null }
}

/** `seen`: the run is the reader's own, who may still see the report. */
function shownRun(run: WatchRunRow, person: string, seen: boolean): ShownRun {
  const { id, state, dueAt, at, detail, fileId } = run
  const { value, where, mail, why } = detail
  return {
    id,
    state,
    dueAt,
    at,
    person,
    file: seen && fileId !== null,
    mail: typeof mail === 'string' ? mail : null,
    why: typeof why === 'string' ? why : null,
    ...(seen && (typeof value === 'number' || value === null) ? { value } : {}),
    ...(seen && typeof where === 'string' ? { where } : {}),
  }
}

/** How the last times went: for its maker those of all, for others their own. Figures of others are not told. */
export async function watchRuns(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<readonly ShownRun[]> {
  const { reportWatches } = workspace.store.side
  const watch = await reportWatches.get(id)
  const people = await workspace.people()
  const { userId } = actor
  const isMine = watch !== null && (watch.createdBy === userId || actor.admin)
  const receives = watch !== null && userId !== null && reached(people, watch, new Set()).includes(userId)
  if (watch === null || userId === null || !(isMine || receives)) throw errors.WATCH_NOT_FOUND()
  const runs = await reportWatches.runs(id, { limit: 100, ...(isMine ? {} : { userId }) })
  const published = await workspace.published()
  // What was seen of a report is told no more to who may not see it any more.
  const open = openTarget(published, actor, { ...watch, kit: workspace.options.kit }) !== undefined
  return runs.map((run) =>
    shownRun(
      run,
      people.users.find((one) => one.id === run.userId)?.name ?? '—',
      open && run.userId === userId,
    ),
  )
}

/** The file that a run made, for the person it was made for, as long as that person may see and take it. */
export async function runFile(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }> {
  const run = await workspace.store.side.reportWatches.run(id)
  const watch = run === null ? null : await workspace.store.side.reportWatches.get(run.watchId)
  const row = run === null || run.fileId === null ? null : await workspace.store.side.file(run.fileId)
  const own = run !== null && actor.kind === 'user' && run.userId === actor.userId
  const published = await workspace.published()
  const target =
    watch === null ? undefined : openTarget(published, actor, { ...watch, kit: workspace.options.kit })
  if (!own || row === null || target === undefined) throw errors.FILE_NOT_FOUND()
  if (!mayExport(workspace, { published, actor, target })) throw errors.FILE_NOT_FOUND()
  const bytes = await workspace.options.files.get(row.hash)
  if (bytes === null) throw errors.FILE_NOT_FOUND()
  return { name: row.name, type: row.type, bytes }
}
