import type { Scope, ScopeName } from '@mortise/expressions'
import { optionValues } from '../model/options.ts'
import { scopeOfEntity } from '../check/paths.ts'
import type { Model } from '../model/model.ts'

/** A field whose values are options of a list. */
export type Choice = { readonly entity: string; readonly field: string; readonly values: readonly string[] }

/** Names of a place that only hand on what a path of an entity gives, such as the variables of a flow. */
const handed = new WeakMap<ScopeName, { readonly entity: string; readonly path: string }>()

/** Remembers that a name of a place stands for a path of an entity. */
export function handOn(name: ScopeName, entity: string | undefined, path: string | undefined): ScopeName {
  if (entity !== undefined && path !== undefined) handed.set(name, { entity, path })
  return name
}

/** Remembers that a name stands for what another one hands on. */
export function handOnLike(name: ScopeName, like: ScopeName): ScopeName {
  const source = handed.get(like)
  if (source !== undefined) handed.set(name, source)
  return name
}

/** Lookups that show a field, which may itself be one: as many as a person could still follow. */
const deepest = 8

function choiceOfField(model: Model, entity: string, key: string, depth: number): Choice | undefined {
  const field = model.entity(entity)?.field(key)
  if (field === undefined || depth > deepest) return undefined
  const values = optionValues(field.document)
  if (values !== undefined) return { entity, field: key, values }
  return field.shows === undefined
    ? undefined
    : choiceAt(model, { scope: scopeOfEntity(model, entity), path: field.shows, depth: depth + 1 })
}

function choiceAt(
  model: Model,
  given: { readonly scope: Scope | undefined; readonly path: string; readonly depth: number },
): Choice | undefined {
  const steps = given.path.split('.')
  const last = steps.pop() ?? ''
  let at = given.scope
  for (const key of steps) {
    const found = at?.find(key)
    at = found?.target?.() ?? found?.rows?.()
  }
  const name = at?.find(last)
  if (at === undefined || name === undefined) return undefined
  const source = handed.get(name)
  if (source !== undefined)
    return choiceAt(model, {
      scope: scopeOfEntity(model, source.entity),
      path: source.path,
      depth: given.depth,
    })
  // Names that only a place gives are nothing of the entity it is called after.
  if (model.entity(at.name)?.scope.find(last) !== name) return undefined
  return choiceOfField(model, at.name, last, given.depth)
}

/** The choice field that a path leads to, through links, lookups and names that hand on another. */
export function choiceOnPath(model: Model, scope: Scope | undefined, path: string): Choice | undefined {
  return choiceAt(model, { scope, path, depth: 0 })
}
