import { say } from '@mortise/errors'
import type { EntityModel, FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Published } from '../context/published.ts'
import { readsInFull } from '../model/clear-paths.ts'
import type { RuntimeOptions } from '../types.ts'
import { nodeFields } from './node-fields.ts'

/** What a run is called, before its places are filled. */
export function titleTemplate(flow: FlowDocument, entity: EntityModel): string {
  return flow.title ?? `${say(flow.label, 'zh')}：{{${entity.document.title}}}`
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
    /** Nodes at which the reader has or had a task. */
    readonly nodes?: readonly string[]
  },
): string {
  if (actor.admin || actor.kind === 'system') return run.title
  const flow = given.published.model.document('flow', run.flow)
  const entity = given.published.model.entity(run.entity)
  if (flow === undefined || entity === undefined) return run.flow
  const paths = pathsRead(titleTemplate(flow, entity), entity.scope)
  const shownAt = (node: string): boolean => {
    const fields = nodeFields(flow, node)
    return paths.every((path) => (fields[path.split('.')[0] ?? ''] ?? fields['*']) !== 'hidden')
  }
  const clear =
    (run.nodes ?? []).some(shownAt) || paths.every((path) => readsInFull(given, actor, { entity, path }))
  return clear ? run.title : say(flow.label, actor.locale)
}
