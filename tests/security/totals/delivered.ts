import {
  createShare,
  createWatch,
  keepSharingRoles,
  removeWatch,
  runFile,
  sharedPage,
} from '@mortise/runtime'
import { sharedResult, tickWatches, userActor, type Workspace } from '@mortise/runtime'
import type { ReportDocument } from '@mortise/schema'
import type { Actor, ReportTarget, ReportWatchRow, WatchRunRow } from '@mortise/store'
import { withoutIds } from '../../../packages/runtime/src/reports/shares/open.ts'
import { type OpenTarget, openTarget, partResult } from '../../../packages/runtime/src/reports/target.ts'
import { type Made, makeDelivery } from '../../../packages/runtime/src/reports/watches/deliver.ts'
import { lookAtFigure } from '../../../packages/runtime/src/reports/watches/look.ts'
import { serveRun } from '../../../packages/runtime/src/reports/watches/serve.ts'
import type { Served } from '../../../packages/runtime/src/reports/watches/served.ts'
import { readable } from '../world/readable.ts'
import { type Answer, told } from './answers.ts'

/** What somebody was told, and the way to ask the same once more as somebody who may see everything. */
export type Question = { readonly own: Answer; readonly again: (admin: Actor) => Promise<Answer> }
/** Questions by name. */
export type Questions = Map<string, Question>

/** Who is sent something, and who sends it. */
export type Person = {
  readonly workspace: Workspace
  readonly actor: Actor
  /** Who makes subscriptions for others: what they get does not lean on what he may see. */
  readonly maker: Actor
}

/** Gives a person the roles of a set for good: whoever is sent something has the roles that are stored. */
export async function becomes(workspace: Workspace, actor: Actor): Promise<Person> {
  await workspace.store.people.updateUser(actor.userId ?? '', { roles: [...actor.roles] })
  workspace.expire()
  const [people, { roleFacts }] = [await workspace.people(), await workspace.published()]
  const admin = people.users.find((one) => one.email === 'admin@example.com')
  if (admin === undefined) throw new Error('nobody administers')
  return { workspace, actor, maker: userActor(admin, people, roleFacts, { via: 'ui' }) }
}

/** Numbers to nine digits, and nothing of when a file was made. */
const steady = (text: string): string =>
  text
    .replaceAll(/<dcterms:[^>]*>[^<]*/g, '')
    .replaceAll(/-?\d+\.\d{6,}/g, (number) => String(Number(Number(number).toPrecision(9))))

const wordsOf = (bytes: Uint8Array): string => steady(readable(Buffer.from(bytes)))

/** What came of sending something. */
export type Sent = {
  readonly watch: ReportWatchRow
  readonly run: WatchRunRow
  readonly target: OpenTarget | undefined
}

/** Sends something to a person as the schedule does, by the same way. */
export async function sendOnce({ workspace, actor, maker }: Person, body: object): Promise<Sent> {
  const { reportWatches } = workspace.store.side
  const { id } = await createWatch(workspace, maker, {
    recipients: [{ kind: 'user', id: actor.userId }],
    schedule: { every: 'day', at: '09:00' },
    ...body,
  })
  await reportWatches.update(id, { nextAt: workspace.now() })
  await tickWatches(workspace)
  const jobs = await workspace.store.jobs.claim({
    limit: 20,
    leaseSeconds: 600,
    now: workspace.now(),
    kinds: ['report_watch'],
  })
  for (const job of jobs) await serveRun(workspace, job)
  const watch = await reportWatches.get(id)
  const [run] = await reportWatches.runs(id, { limit: 1 })
  if (watch === null || run === undefined) throw new Error('nothing was sent')
  const { kit } = workspace.options
  return { watch, run, target: openTarget(await workspace.published(), actor, { ...watch, kit }) }
}

/** The same made for who may see everything, in the name and language of the person. */
async function served(
  { workspace, actor }: Person,
  { watch, run, target }: Sent,
  admin: Actor,
): Promise<Served> {
  const user = (await workspace.people()).users.find(({ id }) => id === actor.userId)
  if (user === undefined || target === undefined) throw new Error('nothing was to be seen')
  return { watch, run, user, target, actor: admin }
}

const made = async (
  workspace: Workspace,
  { state, detail, file }: Made,
  withFile: boolean,
): Promise<unknown> => {
  const bytes = file === undefined ? null : await workspace.options.files.get(file.hash)
  return { state, rows: detail['rows'] ?? null, words: withFile && bytes !== null ? wordsOf(bytes) : null }
}

/** A report or dashboard as it is sent to a person. */
export async function delivery(
  person: Person,
  given: ReportTarget & { readonly format: 'csv' | 'xlsx' | 'pdf' },
): Promise<Question & { readonly file: boolean }> {
  const { workspace, actor, maker } = person
  const { format, ...target } = given
  const sent = await sendOnce(person, { ...target, kind: 'delivery', settings: { format, mail: false } })
  const { run } = sent
  const file = run.fileId !== null
  const own = await told(async () => {
    const bytes = file ? (await runFile(workspace, actor, run.id)).bytes : null
    return {
      state: run.state,
      rows: run.detail['rows'] ?? null,
      words: bytes === null ? null : wordsOf(bytes),
    }
  })
  await removeWatch(workspace, maker, sent.watch.id)
  return {
    own: run.state === 'refused' ? { refused: String(run.detail['why']) } : own,
    again: (admin) =>
      told(async () =>
        made(workspace, await makeDelivery(workspace, await served(person, sent, admin)), file),
      ),
    file,
  }
}

/** The figure that an alert tells a person. */
export async function alert(person: Person, report: ReportDocument): Promise<Question | undefined> {
  const { workspace, maker } = person
  const measure = report.measures?.find((one) => one.hidden !== true)?.key
  if (measure === undefined) return undefined
  const sent = await sendOnce(person, {
    kind: 'alert',
    targetKind: 'report',
    target: report.key,
    settings: { measure, row: 'any', op: 'above', value: -1e15, mail: false },
  })
  const { state, detail } = sent.run
  await removeWatch(workspace, maker, sent.watch.id)
  const figure = (of: Pick<Made, 'state' | 'detail'>): object => ({
    state: of.state,
    value: of.detail['value'] ?? null,
    where: of.detail['where'] ?? null,
  })
  return {
    own:
      state === 'refused'
        ? { refused: String(detail['why']) }
        : await told(() => Promise.resolve(figure({ state, detail }))),
    again: (admin) =>
      told(async () => figure(await lookAtFigure(workspace, await served(person, sent, admin)))),
  }
}

/** What strangers see by a link that a person made. */
export async function shown(person: Person, target: ReportTarget): Promise<Question> {
  const { workspace, actor, maker } = person
  const locale = 'zh'
  await workspace.unit((unit) => keepSharingRoles(unit, maker, actor.roles.slice(0, 1)))
  const { kit } = workspace.options
  const open = openTarget(await workspace.published(), actor, { ...target, kit })
  const own = await told(async () => {
    const { path } = await createShare(workspace, actor, { ...target, days: 1 })
    const token = (path ?? '').slice(3)
    const page = await sharedPage(workspace, token, locale)
    const parts: unknown[] = []
    for (const { id } of page.parts)
      parts.push([id, (await sharedResult(workspace, token, { part: id, locale })).rows])
    return parts
  })
  return {
    own,
    again: (admin) =>
      told(async () => {
        const parts: unknown[] = []
        for (const part of open?.parts ?? []) {
          const result = await partResult(workspace, admin, { target: open as OpenTarget, part, filters: {} })
          parts.push([part.id, withoutIds(result).rows])
        }
        return parts
      }),
  }
}

/** The tiles of a dashboard, with the filters it opens with. */
export async function tiles(
  { workspace, actor }: Person,
  target: ReportTarget,
): Promise<Question | undefined> {
  const { kit } = workspace.options
  const open = openTarget(await workspace.published(), actor, { ...target, kit })
  if (open === undefined) return undefined
  const ask = (as: Actor): Promise<Answer> =>
    told(async () => {
      const found: unknown[] = []
      for (const part of open.parts) {
        const { rows, totals, labels } = await partResult(workspace, as, { target: open, part, filters: {} })
        found.push([part.id, rows, totals, labels])
      }
      return found
    })
  return { own: await ask(actor), again: ask }
}
