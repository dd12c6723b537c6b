import { type Localized, type LocalizedText, say } from '@mortise/errors'
import type { FieldDocument } from '../documents/entity.ts'
import type { EntityChange, FieldAspect } from './entity-changes.ts'

/** A name as people know it, with its key behind it. */
export function named(label: LocalizedText | undefined, key: string): Localized {
  const zh = say(label, 'zh')
  const en = say(label, 'en')
  return { zh: zh === '' ? key : `${zh}（${key}）`, en: en === '' ? key : `${en} (${key})` }
}

const aspectWords: { readonly [K in FieldAspect]: Localized } = {
  required: { zh: '必填', en: 'required' },
  unique: { zh: '唯一', en: 'unique' },
  index: { zh: '索引', en: 'index' },
  history: { zh: '变更记录', en: 'history' },
  default: { zh: '默认值', en: 'default' },
  settings: { zh: '设置', en: 'settings' },
}

function field(document: FieldDocument): Localized {
  return named(document.label, document.key)
}

function aspectList(aspects: readonly FieldAspect[]): Localized {
  return {
    zh: aspects.map((one) => aspectWords[one].zh).join('、'),
    en: aspects.map((one) => aspectWords[one].en).join(', '),
  }
}

type Sentence<K> = (change: Extract<EntityChange, { readonly type: K }>) => Localized

const sentences: { readonly [K in EntityChange['type']]: Sentence<K> } = {
  create_entity: ({ document }) => {
    const name = named(document.label, document.key)
    return { zh: `新建数据表${name.zh}`, en: `new entity ${name.en}` }
  },
  drop_entity: ({ document }) => {
    const name = named(document.label, document.key)
    return { zh: `删除数据表${name.zh}`, en: `entity ${name.en} is removed` }
  },
  rename_entity: ({ from, entity }) => ({
    zh: `数据表 ${from} 改名为 ${entity}`,
    en: `entity ${from} is renamed to ${entity}`,
  }),
  add_field: ({ entity, field: one }) => {
    const name = field(one)
    return { zh: `${entity}：新增字段${name.zh}，类型 ${one.type}`, en: `${entity}: new field ${name.en} of type ${one.type}` }
  },
  drop_field: ({ entity, field: one }) => {
    const name = field(one)
    return { zh: `${entity}：删除字段${name.zh}`, en: `${entity}: field ${name.en} is removed` }
  },
  rename_field: ({ entity, field: to, from }) => ({
    zh: `${entity}：字段 ${from} 改名为 ${to}`,
    en: `${entity}: field ${from} is renamed to ${to}`,
  }),
  change_field_type: ({ entity, before, after }) => {
    const name = field(after)
    return {
      zh: `${entity}：字段${name.zh}的类型由 ${before.type} 改为 ${after.type}`,
      en: `${entity}: field ${name.en} changes its type from ${before.type} to ${after.type}`,
    }
  },
  change_field: ({ entity, after, aspects }) => {
    const name = field(after)
    const list = aspectList(aspects)
    return {
      zh: `${entity}：字段${name.zh}的${list.zh}有改动`,
      en: `${entity}: field ${name.en} changes: ${list.en}`,
    }
  },
  add_unique: ({ entity, unique }) => ({
    zh: `${entity}：新增唯一规则 ${unique.key}（${unique.fields.join('、')}）`,
    en: `${entity}: new unique key ${unique.key} over ${unique.fields.join(', ')}`,
  }),
  drop_unique: ({ entity, unique }) => ({
    zh: `${entity}：删除唯一规则 ${unique.key}`,
    en: `${entity}: unique key ${unique.key} is removed`,
  }),
}

/** A structural change in words. */
export function describeEntityChange(change: EntityChange): Localized {
  // The table has one sentence per type, each for changes of that type; the compiler can't join the two unions.
  return (sentences[change.type] as Sentence<EntityChange['type']>)(change)
}
