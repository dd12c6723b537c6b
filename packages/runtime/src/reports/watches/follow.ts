import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type RenameContext, renameDocument, type ReportDocument } from '@mortise/schema'
import type { NewJob, ReportTarget, ReportWatchRow, Transaction } from '@mortise/store'
import type { Proposal } from '../../design/proposal.ts'
import type { Unit } from '../../context/unit.ts'
import { tellPeople } from '../../notices/tell-people.ts'
import { stableName } from '../target.ts'
import { followedFigures } from './figures.ts'
import type { AlertSettings } from './terms.ts'
import { wordsIn } from './words.ts'

/** The job that tells who set an alert or a subscription that what it is about has been taken away. */
export const watchLostJob = 'report_watch_lost'

const page = 200

/** Every alert and subscription of a report or dashboard. */
async function watchesOf(tx: Transaction, of: ReportTarget): Promise<readonly ReportWatchRow[]> {
  const all: ReportWatchRow[] = []
  for (;;) {
    const more = await tx.side.reportWatches.list({ of, before: all.at(-1)?.id, limit: page })
    all.push(...more)
    if (more.length < page) return all
  }
}

/** What was taken away: a figure of a report, or all of it. */
type Lost = { readonly watch: ReportWatchRow; readonly of: LocalizedText; readonly figure?: LocalizedText }

const lostJob = ({ watch, of, figure }: Lost): NewJob => ({
  kind: watchLostJob,
  key: `${watchLostJob}:${watch.id}`,
  payload: { watch: watch.id, of: of as Json, ...(figure === undefined ? {} : { figure: figure as Json }) },
})

/** Alerts on a report whose figures have gone elsewhere go after them; those of figures that are gone are answered. */
async function followIn(
  tx: Transaction,
  before: ReportDocument,
  after: ReportDocument,
): Promise<readonly Lost[]> {
  const { renamed, lost } = followedFigures(before, after)
  if (renamed.size === 0 && lost.length === 0) return []
  const alerts = (await watchesOf(tx, { targetKind: 'report', target: stableName(after) })).filter(
    ({ kind }) => kind === 'alert',
  )
  const gone: Lost[] = []
  for (const watch of alerts) {
    const settings = watch.settings as unknown as AlertSettings
    const { measure } = settings
    const to = renamed.get(measure)
    if (to !== undefined)
      await tx.side.reportWatches.update(watch.id, {
        settings: { ...settings, measure: to } as unknown as Json,
      })
    if (!lost.includes(measure)) continue
    const figure = before.measures?.find(({ key }) => key === measure)?.label ?? measure
    gone.push({ watch, of: after.label, figure })
  }
  return gone
}

/**
 * Alerts go after their figures when those are renamed, in the transaction of the publication. Who set one whose figure is
 * taken away, or a subscription whose whole report or dashboard is, is told: else it would fall silent, and silence reads as
 * all being well.
 */
export async function followFigures(
  tx: Transaction,
  { before, after }: Pick<Proposal, 'before' | 'after'>,
  context: RenameContext,
): Promise<void> {
  const lost: Lost[] = []
  for (const targetKind of ['report', 'dashboard'] as const) {
    const now = new Map(after.documents(targetKind).map((one) => [stableName(one), one]))
    for (const old of before.documents(targetKind)) {
      const target = stableName(old)
      const next = now.get(target)
      if (next === old) continue
      if (next === undefined) {
        const watches = await watchesOf(tx, { targetKind, target })
        lost.push(...watches.map((watch) => ({ watch, of: old.label })))
      } else if (targetKind === 'report') {
        // As it would read with the new names of fields: a renamed field makes no other figure.
        const named = renameDocument('report', old as ReportDocument, context)
        lost.push(...(await followIn(tx, named, next as ReportDocument)))
      }
    }
  }
  await tx.jobs.add(lost.filter(({ watch }) => watch.enabled).map(lostJob))
}

/** Tells who set a wish that it has come to nothing, in that person's language; what is there again by now is not told. */
export async function tellLost(unit: Unit, payload: Json): Promise<void> {
  const given = payload as {
    readonly watch?: string
    readonly of?: LocalizedText
    readonly figure?: LocalizedText
  }
  const watch = await unit.tx.side.reportWatches.get(given.watch ?? '')
  const user = unit.people.users.find(({ id, active }) => id === watch?.createdBy && active)
  if (watch === null || user === undefined || !watch.enabled || isThere(unit, watch)) return
  const { locale } = user
  const said = wordsIn(locale)
  const of = say(given.of, locale)
  const { figure } = given
  await tellPeople(unit, [
    {
      userId: user.id,
      title: said.lost(watch.name || of),
      body: figure === undefined ? said.reportGone(of) : said.figureGone(of, say(figure, locale)),
      link: '/settings/subscriptions',
      entity: null,
      recordId: null,
      topic: 'report',
      key: `${watchLostJob}:${watch.id}:${unit.published.version}`,
    },
  ])
  unit.announce({ topic: 'notification', users: [user.id] })
}

/** Whether what a wish is about is there as it is published now. */
function isThere({ published }: Unit, { kind, targetKind, target, settings }: ReportWatchRow): boolean {
  const found = published.model.documents(targetKind).find((one) => stableName(one) === target)
  if (found === undefined || kind === 'delivery') return found !== undefined
  const { measure } = settings as unknown as AlertSettings
  return (
    (found as ReportDocument).measures?.some((one) => one.key === measure && one.hidden !== true) === true
  )
}
