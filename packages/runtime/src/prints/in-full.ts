import type { EntityModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'

/** One field on the way of a path, with the entity it is of. */
export type Step = { readonly entity: EntityModel; readonly field: string }

/** The fields that a path goes along, the last one among them; as far as there are such fields. */
export function stepsOf(
  published: Pick<Published, 'model'>,
  kit: RuntimeOptions['kit'],
  { entity, path }: { readonly entity: EntityModel; readonly path: string },
): readonly Step[] {
  const [head = '', ...rest] = path.split('.')
  const field = entity.field(head)
  const relation = entity.relation(head)
  if (field === undefined && relation === undefined) return []
  const step = field === undefined ? [] : [{ entity, field: head }]
  const target =
    relation?.target ??
    (field === undefined ? undefined : kit.fields.find(field.type)?.target?.(field.document))
  const next = target === undefined ? undefined : published.model.entity(target)
  if (rest.length === 0 || next === undefined) return step
  return [...step, ...stepsOf(published, kit, { entity: next, path: rest.join('.') })]
}

/** Answers whether the actor reads all that a path goes along in full, on every row there is: nothing hidden or masked. */
export function readsInFull(
  published: Published,
  actor: Actor,
  kit: RuntimeOptions['kit'],
): (entity: EntityModel, path: string) => boolean {
  const access = published.access(actor)
  return (entity, path) =>
    stepsOf(published, kit, { entity, path }).every((step) => {
      const rights = access.entity(step.entity.key)
      const right = rights?.field(step.field)
      // Where roles differ by row, some rows are short of it.
      return (right === 'read' || right === 'write') && rights?.fieldScope(step.field, 'read') === null
    })
}
