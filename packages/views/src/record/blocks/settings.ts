import type { FieldDocument } from '@mortise/schema'

/** Settings that several blocks share, described for property panels. */
export const labelSetting: FieldDocument = {
  key: 'label',
  label: { zh: '标题', en: 'Title' },
  type: 'text',
  settings: { editor: 'label' },
}

/** Fields of the record at hand. */
export const fieldsSetting: FieldDocument = {
  key: 'fields',
  label: { zh: '字段', en: 'Fields' },
  type: 'text',
  settings: { editor: 'fields' },
}

/** Records of another kind, and the link by which they belong here. */
export const relatedSettings: readonly FieldDocument[] = [
  {
    key: 'entity',
    label: { zh: '哪张数据表', en: 'Records of' },
    type: 'text',
    required: true,
    settings: { editor: 'entity' },
  },
  {
    key: 'field',
    label: { zh: '指向这条记录的字段', en: 'Linked by' },
    type: 'text',
    required: true,
    settings: { editor: 'field', of: 'entity' },
  },
]

/** A field of the records of another kind. */
export function otherField(key: string, zh: string, en: string): FieldDocument {
  return { key, label: { zh, en }, type: 'text', settings: { editor: 'field', of: 'entity' } }
}

/** Columns of the records of another kind. */
export const columnsSetting: FieldDocument = {
  key: 'columns',
  label: { zh: '显示的列', en: 'Columns' },
  type: 'text',
  settings: { editor: 'fields', of: 'entity' },
}

/** Whether something is on. */
export function switchSetting(key: string, zh: string, en: string): FieldDocument {
  return { key, label: { zh, en }, type: 'boolean' }
}
