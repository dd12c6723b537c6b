import { language } from '@mortise/expressions'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'

type Ground = { readonly published: Published; readonly kit: RuntimeOptions['kit'] }

/**
 * Whether an actor reads a path in full on every record that the actor reaches. Texts that the platform made with its own
 * rights may be shown to those only: nothing masked, nothing that depends on the row, nothing behind a link to records
 * of which some are out of reach.
 */
export function readsInFull(
  ground: Ground,
  actor: Actor,
  at: { entity: EntityModel; path: string },
): boolean {
  const access = ground.published.access(actor)
  const [head = '', ...rest] = at.path.split('.')
  const rights = access.entity(at.entity.key)
  if (rights === undefined) return false
  const relation = at.entity.relation(head)
  const field = at.entity.field(head)
  if (relation === undefined && field === undefined) return true
  if (field !== undefined && rights.fieldScope(head, 'read') !== null) return false
  if (
    field !== undefined &&
    !livePaths(ground, at.entity, field).every((path) =>
      readsInFull(ground, actor, { entity: at.entity, path }),
    )
  )
    return false
  if (rest.length === 0 && relation === undefined) return true
  const target =
    relation?.target ?? ground.kit.fields.find(field?.type ?? '')?.target?.(field?.document as never)
  const next = ground.published.model.entity(target ?? '')
  // People are known to everybody who is signed in.
  if (next === undefined) return true
  if (access.entity(next.key)?.read !== null) return false
  return rest.length === 0 || readsInFull(ground, actor, { entity: next, path: rest.join('.') })
}

/** What a field shows of other fields and records without a value of its own: it is read with the rights on those. */
function livePaths(ground: Ground, entity: EntityModel, field: FieldModel): readonly string[] {
  const source = ground.kit.fields.find(field.type)?.source?.(field.document)
  if (source?.from !== 'query') return []
  const checked = language.check(source.expr, entity.scope)
  return checked.ok ? checked.info.deps.paths : []
}
