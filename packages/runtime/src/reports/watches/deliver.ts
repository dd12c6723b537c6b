import type { Json } from '@mortise/expressions'
import type { WatchState } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { auditTaken, fileOfResults, mayExport, wallTime } from '../files/make.ts'
import { targetName, targetPath, targetResults } from '../target.ts'
import type { Served } from './served.ts'
import type { DeliverySettings } from './terms.ts'
import { wordsIn } from './words.ts'

/** What came of serving somebody: how it ended, what the person is told, and the file that goes along. */
export type Made = {
  readonly state: WatchState
  readonly detail: { readonly [key: string]: Json }
  readonly notice?: { readonly title: string; readonly body: string; readonly link: string }
  readonly mail?: boolean
  readonly file?: {
    readonly name: string
    readonly type: string
    readonly size: number
    readonly hash: string
  }
}

/** Makes what a person is sent of a report: with that person's rights, in that person's language. */
export async function makeDelivery(workspace: Workspace, served: Served): Promise<Made> {
  const { watch, actor, target } = served
  const settings = watch.settings as unknown as DeliverySettings
  const results = await targetResults(workspace, actor, { target, filters: settings.filters })
  const rows = results.reduce((sum, { result }) => sum + result.rows.length, 0)
  if (rows === 0 && settings.skipEmpty) return { state: 'empty', detail: { rows } }
  const published = await workspace.published()
  const said = wordsIn(actor.locale)
  const at = wallTime(results[0]?.result.asOf ?? workspace.now(), published.timeZone)
  const [format, may] = [settings.format, mayExport(published, actor, target)]
  const wanted = format !== 'link' && may
  const file = wanted ? await fileOfResults(workspace, actor, { target, results, format }) : undefined
  const stored = file === undefined ? undefined : await workspace.options.files.put(file.bytes)
  if (file !== undefined) await auditTaken(workspace, actor, { target, format, action: 'report_sent' })
  const told = target.targetKind === 'report' ? said.rows(at, rows) : said.tiles(at, results.length)
  const lines = [
    told,
    ...(file === undefined ? [] : [said.file(file.fileName)]),
    ...(format !== 'link' && !may ? [said.noFile] : []),
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
    ...(file === undefined || stored === undefined
      ? {}
      : { file: { name: file.fileName, type: file.type, size: stored.size, hash: stored.hash } }),
  }
}
