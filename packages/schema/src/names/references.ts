import type { Scope } from '@mortise/expressions'
import type { ModelChecks } from '../check/types.ts'
import type { Model } from '../model/model.ts'
import type { Visit } from '../slots/types.ts'
import { touchVisit } from './touch.ts'
import type { Reference } from './types.ts'

/**
 * What one step of a path names: a field or sub-table of an entity; for the reverse side of a link also that link. Names
 * that only a place gives, such as a flow's variables, are nothing of the model.
 */
export function stepReferences(model: Model, scope: Scope, key: string): readonly Reference[] {
  const entity = model.entity(scope.name)
  if (entity === undefined || entity.scope.find(key) !== scope.find(key)) return []
  const own: Reference = { kind: 'entity', key: entity.key, field: key }
  const relation = entity.field(key) === undefined ? entity.relation(key) : undefined
  if (relation === undefined) return [own]
  return [own, { kind: 'entity', key: relation.target, field: relation.via }]
}

/** Everything that one filled slot leans on, each name as often as it stands there. */
export function referencesOf(visit: Visit, checks: ModelChecks): readonly Reference[] {
  const found: Reference[] = []
  const { model } = visit.context
  touchVisit(visit, {
    checks,
    touch: {
      step: (scope, key) => {
        found.push(...stepReferences(model, scope, key))
        return undefined
      },
      document: (kind, key) => {
        found.push({ kind, key })
        return undefined
      },
      option: ({ entity, field, values }, option) => {
        if (values.includes(option)) found.push({ kind: 'entity', key: entity, field, option })
        return undefined
      },
    },
  })
  return found
}
