import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { WatchRunRow } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { mayExport } from '../files/may-export.ts'
import { partResult, targetName, targetPath } from '../target.ts'
import type { Made } from './deliver.ts'
import { pictureOf } from './keep.ts'
import { type Earlier, figureOf, hasFigure, judge } from './judge.ts'
import type { Served } from './served.ts'
import type { AlertSettings } from './terms.ts'
import { alertText, wordsIn } from './words.ts'

const numberAt = (run: WatchRunRow | undefined, key: string): number | null | undefined => {
  const value = run?.detail[key]
  return typeof value === 'number' || value === null ? value : undefined
}

/** What a person's earlier looks found: the last figure, and what the person was told last. */
async function earlierOf(workspace: Workspace, { watch, user }: Served): Promise<Earlier> {
  const { reportWatches } = workspace.store.side
  const mine = { userId: user.id, limit: 1 }
  const [last] = await reportWatches.runs(watch.id, {
    ...mine,
    states: ['calm', 'fired', 'held', 'recovered'],
  })
  const [told] = await reportWatches.runs(watch.id, { ...mine, states: ['fired', 'recovered'] })
  return {
    value: numberAt(last, 'value'),
    told:
      told === undefined || (told.state !== 'fired' && told.state !== 'recovered')
        ? undefined
        : { state: told.state, at: Date.parse(told.dueAt) },
  }
}

/** Looks at the figure that a person may see, and tells where it is over the line. */
export async function lookAtFigure(workspace: Workspace, served: Served): Promise<Made> {
  const { watch, run, actor, target } = served
  const rule = watch.settings as unknown as AlertSettings
  const [part] = target.parts
  if (part === undefined) return { state: 'refused', detail: { why: 'gone' } }
  const result = await partResult(workspace, actor, { target, part, filters: {} })
  const column = result.columns.find((one) => one.role === 'measure' && one.key === rule.measure)
  // The report may be another one by now: without the figure that was chosen there is nothing to be told.
  if (column === undefined || !hasFigure(result, rule))
    return { state: 'refused', detail: { why: 'measure' } }
  const verdict = judge(rule, figureOf(result, rule, actor.locale), {
    earlier: await earlierOf(workspace, served),
    now: Date.parse(run.dueAt),
  })
  const { state, figure, base, percent } = verdict
  const detail: { readonly [key: string]: Json } = {
    value: figure.value,
    ...(figure.where === undefined ? {} : { where: figure.where }),
    ...(base === undefined ? {} : { base }),
    ...(percent === undefined ? {} : { percent }),
  }
  if (state !== 'fired' && state !== 'recovered') return { state, detail }
  const said = wordsIn(actor.locale)
  const name = watch.name || targetName(target, actor.locale)
  const wanted = rule.mail && rule.picture === true && served.user.email !== ''
  const may = wanted && mayExport(workspace, { published: await workspace.published(), actor, target })
  const file = may ? await pictureOf(workspace, served, [{ part, result }]) : undefined
  const told = alertText(rule, verdict, { measure: say(column.label, actor.locale), locale: actor.locale })
  const lines = [told, ...(wanted && !may ? [said.noPicture] : []), ...(file?.cut === true ? [said.cut] : [])]
  return {
    state,
    detail,
    notice: {
      title: state === 'fired' ? said.alert(name) : said.recovered(name),
      body: lines.join('\n'),
      link: targetPath(target),
    },
    mail: rule.mail,
    ...(file === undefined ? {} : { file }),
  }
}
