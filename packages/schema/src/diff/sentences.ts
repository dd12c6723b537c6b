import { type Localized, type LocalizedText, say } from '@mortise/errors'
import type { EntityDocument, FieldDocument, UniqueDocument } from '../documents/entity.ts'

/** What of a field differs, as far as stored data or its rules are concerned. */
export type FieldAspect = 'required' | 'unique' | 'index' | 'history' | 'default' | 'settings'

/** What field types are called; a type that nobody names keeps its own word. */
export type TypeWords = (type: string) => Localized

type Named = { readonly key: string; readonly label?: LocalizedText }

const zh = (one: Named): string => `「${say(one.label, 'zh') || one.key}」`
const en = (one: Named): string => `"${say(one.label, 'en') || one.key}"`

const aspectWords: { readonly [K in FieldAspect]: Localized } = {
  required: { zh: '必填', en: 'required' },
  unique: { zh: '唯一', en: 'unique' },
  index: { zh: '索引', en: 'index' },
  history: { zh: '变更记录', en: 'history' },
  default: { zh: '默认值', en: 'default' },
  settings: { zh: '设置', en: 'settings' },
}

/** A name as people know it; its key only where it has no other. */
export function named(one: Named): Localized {
  return { zh: zh(one), en: en(one) }
}

/** Fields of a unique key as people know them. */
function fieldsOf(entity: EntityDocument, { fields }: UniqueDocument): Localized {
  const known = fields.map((key): Named => entity.fields.find((one) => one.key === key) ?? { key })
  return { zh: known.map(zh).join('、'), en: known.map(en).join(', ') }
}

type StepSentences = {
  readonly created: (entity: EntityDocument) => Localized
  readonly dropped: (entity: EntityDocument) => Localized
  readonly renamed: (entity: EntityDocument, from: string) => Localized
  readonly fieldAdded: (entity: EntityDocument, field: FieldDocument, types: TypeWords) => Localized
  readonly fieldDropped: (entity: EntityDocument, field: FieldDocument) => Localized
  readonly fieldRenamed: (entity: EntityDocument, field: FieldDocument, from: string) => Localized
  readonly typeChanged: (
    entity: EntityDocument,
    field: { readonly before: FieldDocument; readonly after: FieldDocument },
    types: TypeWords,
  ) => Localized
  readonly fieldChanged: (
    entity: EntityDocument,
    field: FieldDocument,
    aspects: readonly FieldAspect[],
  ) => Localized
  readonly optionRenamed: (
    entity: EntityDocument,
    field: FieldDocument,
    option: { readonly label: LocalizedText; readonly from: string; readonly to: string },
  ) => Localized
  readonly uniqueAdded: (entity: EntityDocument, unique: UniqueDocument) => Localized
  readonly uniqueDropped: (entity: EntityDocument, unique: UniqueDocument) => Localized
  readonly uniqueRenamed: (entity: EntityDocument, unique: UniqueDocument, from: string) => Localized
}

/**
 * The structural steps in people's words: entities, fields and types by their labels. Keys stand only where the key
 * itself is what changes.
 */
export const stepSentences: StepSentences = {
  created: (entity) => ({ zh: `新建数据表${zh(entity)}`, en: `new entity ${en(entity)}` }),
  dropped: (entity) => ({ zh: `删除数据表${zh(entity)}`, en: `entity ${en(entity)} is removed` }),
  renamed: (entity, from) => ({
    zh: `数据表${zh(entity)}的标识由 ${from} 改为 ${entity.key}`,
    en: `the key of entity ${en(entity)} changes from ${from} to ${entity.key}`,
  }),
  fieldAdded: (entity, field, types) => ({
    zh: `${zh(entity)}新增字段${zh(field)}，类型为“${types(field.type).zh}”`,
    en: `${en(entity)}: new field ${en(field)} of type “${types(field.type).en}”`,
  }),
  fieldDropped: (entity, field) => ({
    zh: `${zh(entity)}删除字段${zh(field)}`,
    en: `${en(entity)}: field ${en(field)} is removed`,
  }),
  fieldRenamed: (entity, field, from) => ({
    zh: `${zh(entity)}字段${zh(field)}的标识由 ${from} 改为 ${field.key}`,
    en: `${en(entity)}: the key of field ${en(field)} changes from ${from} to ${field.key}`,
  }),
  typeChanged: (entity, { before, after }, types) => ({
    zh: `${zh(entity)}字段${zh(after)}的类型由“${types(before.type).zh}”改为“${types(after.type).zh}”`,
    en: `${en(entity)}: field ${en(after)} changes its type from “${types(before.type).en}” to “${types(after.type).en}”`,
  }),
  fieldChanged: (entity, field, aspects) => {
    const words = aspects.map((one) => aspectWords[one])
    return {
      zh: `${zh(entity)}字段${zh(field)}的${words.map((one) => one.zh).join('、')}有改动`,
      en: `${en(entity)}: field ${en(field)} changes: ${words.map((one) => one.en).join(', ')}`,
    }
  },
  optionRenamed: (entity, field, { label, from, to }) => ({
    zh: `${zh(entity)}字段${zh(field)}的选项${zh({ key: to, label })}，标识由 ${from} 改为 ${to}，记录中的值一并改写`,
    en: `${en(entity)}: the key of option ${en({ key: to, label })} of field ${en(field)} changes from ${from} to ${to}, in the records too`,
  }),
  uniqueAdded: (entity, unique) => ({
    zh: `${zh(entity)}新增唯一规则：${fieldsOf(entity, unique).zh}不允许同时重复`,
    en: `${en(entity)}: no two records with equal ${fieldsOf(entity, unique).en}`,
  }),
  uniqueDropped: (entity, unique) => ({
    zh: `${zh(entity)}取消唯一规则：${fieldsOf(entity, unique).zh}`,
    en: `${en(entity)}: equal ${fieldsOf(entity, unique).en} are allowed again`,
  }),
  uniqueRenamed: (entity, unique, from) => ({
    zh: `${zh(entity)}唯一规则的标识由 ${from} 改为 ${unique.key}`,
    en: `${en(entity)}: the key of a unique rule changes from ${from} to ${unique.key}`,
  }),
}
