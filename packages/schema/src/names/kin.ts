import type { Json, Scope } from '@mortise/expressions'
import { scopeOfEntity } from '../check/paths.ts'
import type { ModelChecks } from '../check/types.ts'
import { documentKinds } from '../documents/kinds.ts'
import type { Model } from '../model/model.ts'
import { isObject, own } from '../pointer.ts'
import { targetOf } from '../slots/entities.ts'
import type { Visit } from '../slots/types.ts'
import { visitDocument } from '../slots/visit.ts'
import { type Choice, choiceOnPath } from './choices.ts'
import { choiceOfVisit, pathOfValue } from './options.ts'

/** One choice field whose value is written into another as it is. */
type Copy = { readonly from: Choice; readonly into: Choice }

/** Paths that a value may be as it stands: plainly, or in the cases of it. */
function pathsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value.startsWith('$record.') ? [value.slice('$record.'.length)] : []
  if (!isObject(value)) return []
  const path = pathOfValue(value)
  if (path !== undefined) return [path]
  return ['if', '??'].flatMap((name) => {
    const given = own(value, name)
    return Array.isArray(given) ? given.flatMap((one) => pathsIn(one as Json)) : []
  })
}

/** Fields of rows that are copied into fields of new rows, `{"$rows": "lines", "fields": {…}}`. */
function rowCopies({ value, context, parts }: Visit): readonly Copy[] {
  const { model, home, into } = context
  const [relation, fields] = [own(value, '$rows'), own(value, 'fields')]
  if (typeof relation !== 'string' || !isObject(fields)) return []
  const from = scopeOfEntity(model, targetOf(model, home, relation))
  const rows = scopeOfEntity(model, targetOf(model, into, String(parts.at(-1))))
  return Object.entries(fields).flatMap(([target, source]) => {
    const [a, b] = [choiceOnPath(model, from, String(source)), choiceOnPath(model, rows, target)]
    return a === undefined || b === undefined ? [] : [{ from: a, into: b }]
  })
}

/** A cell of a decision table that says what comes of it. */
const isResult = ({ holds, parts }: Visit): boolean => holds === 'cell' && parts.at(-2) === 'then'

/** Choice fields that one result of a table is written into: they share its options. */
function sharedResults(visits: readonly Visit[]): readonly Copy[] {
  const byCell = Map.groupBy(visits.filter(isResult), ({ parts }) => parts.join('/'))
  return [...byCell.values()].flatMap((cell) => {
    const [first, ...others] = cell.flatMap((visit) => choiceOfVisit(visit) ?? [])
    return first === undefined ? [] : others.map((into) => ({ from: first, into }))
  })
}

function copiesAt(visit: Visit): readonly Copy[] {
  if (visit.holds === 'value' && isObject(visit.value) && '$rows' in visit.value) return rowCopies(visit)
  const isWritten = visit.holds === 'value' || visit.holds === 'expression' || isResult(visit)
  if (!isWritten) return []
  const into = choiceOfVisit(visit)
  if (into === undefined) return []
  const { model, home, scope } = visit.context
  const around: Scope | undefined = scope ?? scopeOfEntity(model, home)
  return pathsIn(visit.value as Json).flatMap((path) => {
    const from = choiceOnPath(model, around, path)
    return from === undefined ? [] : [{ from, into }]
  })
}

/**
 * Fields that share an option with one because its value is copied from one to the other: a renaming that left one of
 * them out would leave the copy without an option. The field itself comes first.
 */
export function optionKin(
  model: Model,
  checks: ModelChecks,
  target: { readonly entity: string; readonly field: string; readonly option: string },
): readonly { readonly entity: string; readonly field: string }[] {
  const copies = documentKinds
    .flatMap((kind) =>
      model.documents(kind).flatMap((document) => {
        const visits = visitDocument(model, checks.extensions, { kind, document })
        return [...visits.flatMap(copiesAt), ...(kind === 'table' ? sharedResults(visits) : [])]
      }),
    )
    .filter(({ from, into }) => from.values.includes(target.option) && into.values.includes(target.option))
  const nameOf = (one: { readonly entity: string; readonly field: string }): string =>
    `${one.entity}.${one.field}`
  const found = new Map([[nameOf(target), { entity: target.entity, field: target.field }]])
  // A map hands out what is put into it while it is walked: so kin of kin are reached too.
  for (const [name] of found)
    for (const { from, into } of copies)
      for (const [one, other] of [
        [from, into],
        [into, from],
      ] as const)
        if (nameOf(one) === name && !found.has(nameOf(other)))
          found.set(nameOf(other), { entity: other.entity, field: other.field })
  return [...found.values()]
}
