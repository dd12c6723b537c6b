import { type Localized, type LocalizedText, say } from '@mortise/errors'
import type { EntityDocument, FieldDocument } from '../documents/entity.ts'

/** What of a field differs, as far as stored data or its rules are concerned. */
export type FieldAspect = 'required' | 'unique' | 'index' | 'history' | 'default' | 'settings'

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

const field = (document: FieldDocument): Localized => named(document.label, document.key)

type StepSentences = {
  readonly created: (document: EntityDocument) => Localized
  readonly dropped: (document: EntityDocument) => Localized
  readonly renamed: (from: string, to: string) => Localized
  readonly fieldAdded: (entity: string, document: FieldDocument) => Localized
  readonly fieldDropped: (entity: string, document: FieldDocument) => Localized
  readonly fieldRenamed: (entity: string, from: string, to: string) => Localized
  readonly typeChanged: (entity: string, before: FieldDocument, after: FieldDocument) => Localized
  readonly fieldChanged: (entity: string, after: FieldDocument, aspects: readonly FieldAspect[]) => Localized
  readonly uniqueAdded: (entity: string, key: string, fields: readonly string[]) => Localized
  readonly uniqueDropped: (entity: string, key: string) => Localized
}

/** The structural steps in words; entities by their key, fields by label and key. */
export const stepSentences: StepSentences = {
  created: (document: EntityDocument): Localized => {
    const name = named(document.label, document.key)
    return { zh: `新建数据表${name.zh}`, en: `new entity ${name.en}` }
  },
  dropped: (document: EntityDocument): Localized => {
    const name = named(document.label, document.key)
    return { zh: `删除数据表${name.zh}`, en: `entity ${name.en} is removed` }
  },
  renamed: (from: string, to: string): Localized => ({
    zh: `数据表 ${from} 改名为 ${to}`,
    en: `entity ${from} is renamed to ${to}`,
  }),
  fieldAdded: (entity: string, document: FieldDocument): Localized => {
    const name = field(document)
    return {
      zh: `${entity}：新增字段${name.zh}，类型 ${document.type}`,
      en: `${entity}: new field ${name.en} of type ${document.type}`,
    }
  },
  fieldDropped: (entity: string, document: FieldDocument): Localized => {
    const name = field(document)
    return { zh: `${entity}：删除字段${name.zh}`, en: `${entity}: field ${name.en} is removed` }
  },
  fieldRenamed: (entity: string, from: string, to: string): Localized => ({
    zh: `${entity}：字段 ${from} 改名为 ${to}`,
    en: `${entity}: field ${from} is renamed to ${to}`,
  }),
  typeChanged: (entity: string, before: FieldDocument, after: FieldDocument): Localized => {
    const name = field(after)
    return {
      zh: `${entity}：字段${name.zh}的类型由 ${before.type} 改为 ${after.type}`,
      en: `${entity}: field ${name.en} changes its type from ${before.type} to ${after.type}`,
    }
  },
  fieldChanged: (entity: string, after: FieldDocument, aspects: readonly FieldAspect[]): Localized => {
    const name = field(after)
    const words = aspects.map((one) => aspectWords[one])
    return {
      zh: `${entity}：字段${name.zh}的${words.map((one) => one.zh).join('、')}有改动`,
      en: `${entity}: field ${name.en} changes: ${words.map((one) => one.en).join(', ')}`,
    }
  },
  uniqueAdded: (entity: string, key: string, fields: readonly string[]): Localized => ({
    zh: `${entity}：新增唯一规则 ${key}（${fields.join('、')}）`,
    en: `${entity}: new unique key ${key} over ${fields.join(', ')}`,
  }),
  uniqueDropped: (entity: string, key: string): Localized => ({
    zh: `${entity}：删除唯一规则 ${key}`,
    en: `${entity}: unique key ${key} is removed`,
  }),
}
