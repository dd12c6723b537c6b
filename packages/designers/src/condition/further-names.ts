import { say } from '@mortise/errors'
import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { FieldDocument } from '@mortise/schema'
import type { Around } from './fields.ts'

/** Something a condition may read that is no field of its record: what a message holds, a variable of a flow. */
export type FurtherName = {
  readonly path: string
  /** `收到的数据 / 金额`. */
  readonly label: string
  readonly kind: ExpressionType['kind']
}

/** The field types whose values those kinds hold: with them come operators and boxes. */
const typesOf: { readonly [kind in ExpressionType['kind']]?: string } = {
  number: 'decimal',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
}

/** Things lie in one another, but a list of more is no help. */
const deepest = 4

/** What lies inside a name that is no record of its own. */
function inside({ type, target }: ScopeName, { model }: Around): Scope | undefined {
  const isRecord = type.kind !== 'json' && (type.kind !== 'id' || model.entity(type.entity) !== undefined)
  return isRecord ? undefined : target?.()
}

function namesIn(
  scope: Scope,
  around: Around,
  way: { readonly paths: readonly string[]; readonly labels: readonly string[] },
): readonly FurtherName[] {
  const isField = (key: string): boolean =>
    way.paths.length === 0 && around.entity?.scope.find(key) !== undefined
  return scope.keys().flatMap((key): readonly FurtherName[] => {
    const name = scope.find(key)
    if (name === undefined || isField(key)) return []
    const paths = [...way.paths, key]
    const labels = [...way.labels, say(name.label, around.locale) || key]
    if (name.target === undefined && typesOf[name.type.kind] !== undefined)
      return [{ path: paths.join('.'), label: labels.join(' / '), kind: name.type.kind }]
    const inner = inside(name, around)
    if (inner === undefined || paths.length >= deepest) return []
    // What can be named without the way there is told once.
    if (inner.keys().every((one) => !isField(one) && scope.find(one) !== undefined)) return []
    return namesIn(inner, around, { paths, labels })
  })
}

/** What a condition may read beside the fields of its record, in the order of its scope. */
export function furtherNames(around: Around): readonly FurtherName[] {
  return around.scope === undefined ? [] : namesIn(around.scope, around, { paths: [], labels: [] })
}

/** Such a name by its path. */
export function furtherName(around: Around, path: string): FurtherName | undefined {
  return furtherNames(around).find((one) => one.path === path)
}

/** Such a name as a field that holds values of its kind. */
export function furtherField(
  around: Around,
  path: string,
): { readonly field: FieldDocument; readonly type: FieldType } | undefined {
  const name = furtherName(around, path)
  const type = around.kit.fields.find(typesOf[name?.kind ?? 'null'] ?? '')
  if (name === undefined || type === undefined) return undefined
  return { field: { key: 'further', type: type.type, label: name.label }, type }
}
