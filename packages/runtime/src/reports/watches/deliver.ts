import type { Json } from '@mortise/expressions'
import type { WatchState } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { wallTime } from '../files/make.ts'
import { mayExport } from '../files/may-export.ts'
import { lapsedFilters, targetName, targetPath, targetResults } from '../target.ts'
import { keptFile, type KeptFile, pictureOf } from './keep.ts'
import type { Served } from './served.ts'
import type { DeliverySettings } from './terms.ts'
import { wordsIn } from './words.ts'

/** What came of serving somebody: how it ended, what the person is told, and the file that goes along. */
export type Made = {
  readonly state: WatchState
  readonly detail: { readonly [key: string]: Json }
  readonly notice?: { readonly title: string; readonly body: string; readonly link: string }
  readonly mail?: boolean
  readonly file?: KeptFile
  /** Shown in the mail itself, beside a file of another kind. */
  readonly picture?: KeptFile
}

/** Makes what a person is sent of a report: with that person's rights, in that person's language. */
export async function makeDelivery(workspace: Workspace, served: Served): Promise<Made> {
  const { watch, actor, target } = served
  const settings = watch.settings as unknown as DeliverySettings
  const published = await workspace.published()
  // Numbers that are not narrowed as the subscription says are not those that were asked for.
  if (lapsedFilters({ published, actor, kit: workspace.options.kit }, target, settings.filters).length > 0)
    return { state: 'refused', detail: { why: 'filter' } }
  const results = await targetResults(workspace, actor, { target, filters: settings.filters })
  const rows = results.reduce((sum, { result }) => sum + result.rows.length, 0)
  if (rows === 0 && settings.skipEmpty) return { state: 'empty', detail: { rows } }
  const said = wordsIn(actor.locale)
  const at = wallTime(results[0]?.result.asOf ?? workspace.now(), published.timeZone)
  const { format } = settings
  const may = mayExport(workspace, { published, actor, target })
  const file = format !== 'link' && may ? await keptFile(workspace, served, { results, format }) : undefined
  // Only a mail shows a picture, and only who has an address gets one.
  const mails = settings.mail && served.user.email !== ''
  const beside = settings.picture === true && mails && format !== 'png' && may
  const picture = beside ? await pictureOf(workspace, served, results) : undefined
  const told = target.targetKind === 'report' ? said.rows(at, rows) : said.tiles(at, results.length)
  const isCut = file?.cut === true || picture?.cut === true
  const lines = [
    told,
    ...(file === undefined || format === 'png' ? [] : [said.file(file.name)]),
    ...(may || (format === 'link' && settings.picture !== true) ? [] : [said.noFile]),
    ...(isCut ? [said.cut] : []),
  ]
  return {
    state: 'sent',
    detail: { rows },
    notice: {
      title: said.delivery(watch.name || targetName(target, actor.locale)),
      body: lines.join('\n'),
      link: targetPath(target),
    },
    mail: settings.mail,
    ...(file === undefined ? {} : { file }),
    ...(picture === undefined ? {} : { picture }),
  }
}
