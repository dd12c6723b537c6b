import type { ErrorDetail } from '@mortise/errors'
import type { EntityDocument, FieldDocument } from '../documents/entity.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import { isSystemField } from '../compile/types.ts'
import { keyPattern } from '../json-schemas/build.ts'
import { optionValues } from '../model/options.ts'
import type { Check, CheckAt } from './types.ts'

const safeKey = new RegExp(keyPattern)
const decimalText = /^-?\d+(\.\d+)?$/

type Keyed = { readonly key?: string | undefined }

/** Keys that stand twice in a list. */
export function checkKeysOnce(
  list: readonly Keyed[] | undefined,
  given: { readonly at: CheckAt; readonly path: string; readonly zh: string; readonly en: string },
): readonly ErrorDetail[] {
  const seen = new Set<string>()
  return (list ?? []).flatMap(({ key }, index) => {
    if (key === undefined) return []
    const twice = seen.has(key)
    seen.add(key)
    const at = { file: given.at.file, path: `${given.path}/${index}/key` }
    return twice ? [problem('MODEL_DUPLICATE', at, { name: key, whatZh: given.zh, whatEn: given.en })] : []
  })
}

function checkKey(key: string, at: { readonly file: string; readonly path: string }): readonly ErrorDetail[] {
  if (!safeKey.test(key)) return [problem('MODEL_KEY_INVALID', at, { name: key })]
  // Every entity has them as columns; `deleted_at` and `position` are the bin's and the sub-tables'.
  const taken = isSystemField(key) || key === 'deleted_at' || key === 'position'
  return taken ? [problem('MODEL_KEY_RESERVED', at, { name: key })] : []
}

function checkOptions(field: FieldDocument, index: number, at: CheckAt): readonly ErrorDetail[] {
  const values = optionValues(field) ?? []
  return values.flatMap((name, place) => {
    const path = `/fields/${index}/settings/options/${place}/value`
    return values.indexOf(name) < place
      ? [problem('MODEL_OPTION_TWICE', { file: at.file, path }, { name })]
      : []
  })
}

/** A default must be of the field's type, and one of its options. */
function checkDefault(entity: EntityDocument, index: number, at: CheckAt): readonly ErrorDetail[] {
  const field = entity.fields[index]
  const scope = at.model.entity(entity.key)?.scope
  const expect = scope?.find(field?.key ?? '')?.type
  if (field?.default === undefined || scope === undefined || expect === undefined) return []
  const path = `/fields/${index}/default`
  const options = optionValues(field)
  if (typeof field.default === 'string' && options !== undefined && !options.includes(field.default)) {
    const params = { name: field.default, ...hint(field.default, options) }
    return [problem('MODEL_OPTION_UNKNOWN', { file: at.file, path }, params)]
  }
  // Exact decimals travel as text.
  if (expect.kind === 'number' && typeof field.default === 'string' && decimalText.test(field.default))
    return []
  // Wrong names in it are told by its slot; here only a right expression of a wrong type.
  if (expect.kind === 'json' || expect.kind === 'rows' || !at.checks.language.check(field.default, scope).ok)
    return []
  const result = at.checks.language.check(field.default, scope, { expect })
  return result.ok ? [] : result.problems.map((one) => ({ ...one, path: path + one.path, file: at.file }))
}

/** A sub-table's rows must point back at the entity it stands in. */
function checkParent(
  entity: EntityDocument,
  field: FieldDocument,
  at: CheckAt & { readonly path: string },
): readonly ErrorDetail[] {
  const relation = at.model.entity(entity.key)?.relation(field.key)
  const rows = relation === undefined || !relation.owned ? undefined : at.model.entity(relation.target)
  if (relation === undefined || rows === undefined) return []
  const type = rows.scope.find(relation.via)?.type
  if (type === undefined || (type.kind === 'id' && type.entity === entity.key)) return []
  const back = rows.fields.filter((one) => {
    const known = rows.scope.find(one.key)?.type
    return known?.kind === 'id' && known.entity === entity.key && !one.system
  })
  const params = {
    target: rows.key,
    name: relation.via,
    entity: entity.key,
    ...hint(
      relation.via,
      back.map((one) => one.key),
    ),
  }
  return [problem('MODEL_PARENT_FIELD', { file: at.file, path: at.path }, params)]
}

/** What must hold inside one entity beyond its references. */
export const checkEntity: Check<EntityDocument> = (entity, at) => [
  ...checkKeysOnce(entity.fields, { at, path: '/fields', zh: '字段', en: 'field' }),
  ...checkKeysOnce(entity.uniques, { at, path: '/uniques', zh: '唯一规则', en: 'unique rule' }),
  ...checkKeysOnce(entity.checks, { at, path: '/checks', zh: '校验', en: 'check' }),
  ...entity.fields.flatMap((field, index) => [
    ...checkKey(field.key, { file: at.file, path: `/fields/${index}/key` }),
    ...checkOptions(field, index, at),
    ...checkDefault(entity, index, at),
    ...checkParent(entity, field, { ...at, path: `/fields/${index}/settings/parentField` }),
  ]),
]
