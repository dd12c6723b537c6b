import { type Locale, type Localized, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FlowDocument } from '@mortise/schema'
import type { Actor, RunHead } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Published } from '../context/published.ts'
import { readsInFull } from '../model/clear-paths.ts'
import type { RuntimeOptions } from '../types.ts'
import { nodeFields } from './node-fields.ts'

const locales = ['zh', 'en'] as const

/** What a run is called in a language, before its places are filled. */
export function titleTemplate(flow: FlowDocument, entity: EntityModel, locale: Locale): string {
  const colon = locale === 'zh' ? '：' : ': '
  return say(flow.title, locale) || `${say(flow.label, locale)}${colon}{{${entity.document.title}}}`
}

/** Both languages of a run's title, where it was filled in both: as kept in its instance. */
function titlesOf(run: { readonly titles?: Localized; readonly state?: Json }): Localized | undefined {
  const { state = null } = run
  return run.titles ?? (state as { readonly titles?: Localized } | null)?.titles
}

/** What a row about a task knows of its run's title. */
export function headOf({
  titles,
  ...run
}: RunHead): Omit<RunHead, 'titles'> & { readonly titles?: Localized } {
  return titles === null ? run : { ...run, titles }
}

/**
 * The title of a run as somebody may read it. It was filled with everything the platform knows; who may not read all of
 * that sees the name of the flow instead. Who has a task in the run may read what its node shows.
 */
export function titleFor(
  given: { readonly published: Published; readonly kit: RuntimeOptions['kit'] },
  actor: Actor,
  run: {
    readonly flow: string
    readonly entity: string
    readonly title: string
    readonly titles?: Localized
    /** The instance as it is stored, which keeps its titles. */
    readonly state?: Json
    /** Nodes at which the reader has or had a task. */
    readonly nodes?: readonly string[]
  },
): string {
  const title = say(titlesOf(run), actor.locale) || run.title
  const flow = given.published.model.document('flow', run.flow)
  if (actor.admin || actor.kind === 'system') return title
  if (flow === undefined || given.published.model.entity(run.entity) === undefined) return run.flow
  return maySeeTexts(given, actor, run) ? title : say(flow.label, actor.locale)
}

/** Whether somebody may read all that a run's title and summary were filled with. */
export function maySeeTexts(
  given: Parameters<typeof titleFor>[0],
  actor: Actor,
  run: Pick<Parameters<typeof titleFor>[2], 'flow' | 'entity' | 'nodes'>,
): boolean {
  if (actor.admin || actor.kind === 'system') return true
  const flow = given.published.model.document('flow', run.flow)
  const entity = given.published.model.entity(run.entity)
  if (flow === undefined || entity === undefined) return false
  const paths = locales.flatMap((locale) => [
    ...pathsRead(titleTemplate(flow, entity, locale), entity.scope),
    ...pathsRead(say(flow.summary, locale), entity.scope),
  ])
  const shownAt = (node: string): boolean => {
    const fields = nodeFields(flow, node)
    return paths.every((path) => (fields[path.split('.')[0] ?? ''] ?? fields['*']) !== 'hidden')
  }
  return (run.nodes ?? []).some(shownAt) || paths.every((path) => readsInFull(given, actor, { entity, path }))
}
