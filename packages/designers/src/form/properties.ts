import type { FieldType } from '@mortise/fields'
import type { FieldDocument, FormNode } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'
import { layoutPart } from './layout-parts.ts'

/** Properties every field has, in its entity. */
export function fieldProperties(type: FieldType | undefined): readonly FieldDocument[] {
  const computed = type?.computed === true
  return [
    panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label', required: true }),
    ...(computed
      ? []
      : [
          panelSetting('required', { zh: '总是必填', en: 'Always required' }, { type: 'boolean' }),
          panelSetting('placeholder', { zh: '占位提示', en: 'Placeholder' }, { editor: 'label' }),
        ]),
    panelSetting('help', { zh: '说明', en: 'Help' }, { editor: 'label' }),
    ...(computed
      ? []
      : [panelSetting('default', { zh: '默认值', en: 'Standard value' }, { editor: 'standard' })]),
  ]
}

/** What a field is called by programs: for people who know what that is. */
export function keyProperties(published: boolean): readonly FieldDocument[] {
  return [
    panelSetting(
      'key',
      { zh: '字段标识', en: 'Key' },
      {
        ...(published ? { type: 'fixed_key' } : {}),
        help: published
          ? { zh: '已发布，公式和接口正在使用这个标识', en: 'published: formulas and programs use this key' }
          : { zh: '公式和接口里用的名字，小写字母开头', en: 'the name in formulas and for programs' },
      },
    ),
  ]
}

/** Properties of the data behind a field. */
export const storageProperties: readonly FieldDocument[] = [
  panelSetting('unique', { zh: '不允许重复', en: 'No two alike' }, { type: 'boolean' }),
  panelSetting('index', { zh: '常用于查找', en: 'Often searched' }, { type: 'boolean' }),
  panelSetting('history', { zh: '记录每次变化', en: 'Keep every change' }, { type: 'boolean' }),
  panelSetting(
    'sensitive',
    { zh: '敏感数据', en: 'Sensitive' },
    {
      type: 'boolean',
      help: {
        zh: '导出时写上导出人，并记入审计日志',
        en: 'exports bear the name of who made them and stand in the audit log',
      },
    },
  ),
]

const conditions: readonly FieldDocument[] = [
  panelSetting(
    'visible',
    { zh: '何时显示', en: 'Shown' },
    { editor: 'condition', settings: { always: true } },
  ),
]

const behaviour: readonly FieldDocument[] = [
  ...conditions,
  panelSetting(
    'required',
    { zh: '何时必填', en: 'Required' },
    { editor: 'condition', settings: { always: true } },
  ),
  panelSetting(
    'readOnly',
    { zh: '何时只读', en: 'Read-only' },
    { editor: 'condition', settings: { always: true } },
  ),
]

const fieldOnly: readonly FieldDocument[] = [
  panelSetting(
    'requiredEvenHidden',
    { zh: '隐藏或只读时也必填', en: 'Required even while hidden' },
    { type: 'boolean' },
  ),
  panelSetting('optionsFilter', { zh: '可以选哪些', en: 'Which choices fit' }, { editor: 'choices_filter' }),
  panelSetting('requiredMessage', { zh: '没填时的提示', en: 'Message when empty' }, { editor: 'label' }),
  panelSetting(
    'formatMessage',
    { zh: '填错格式时的提示', en: 'Message when it can’t be read' },
    { editor: 'label' },
  ),
]

const rowRights: readonly FieldDocument[] = [
  panelSetting(
    'canAdd',
    { zh: '何时可以加行', en: 'Rows may be added' },
    { editor: 'condition', settings: { always: true } },
  ),
  panelSetting(
    'canDelete',
    { zh: '何时可以删行', en: 'Rows may be deleted' },
    { editor: 'condition', settings: { always: true } },
  ),
]

const ownWords: readonly FieldDocument[] = [
  panelSetting('label', { zh: '在这张表单上叫', en: 'Called on this form' }, { editor: 'label' }),
  panelSetting('help', { zh: '在这张表单上的说明', en: 'Help on this form' }, { editor: 'label' }),
]

const widths: readonly FieldDocument[] = [
  panelSetting(
    'span',
    { zh: '电脑上的宽度', en: 'Width on a computer' },
    {
      editor: 'width',
      help: { zh: '一行 12 格', en: 'Of 12 columns' },
    },
  ),
  panelSetting('mobileSpan', { zh: '手机上的宽度', en: 'Width on a phone' }, { editor: 'width' }),
]

/** What can be set for a node where it stands on the form. */
export function placeProperties(node: FormNode): {
  readonly layout: readonly FieldDocument[]
  readonly behaviour: readonly FieldDocument[]
} {
  if (node.type === 'field')
    return { layout: [...widths, ...ownWords], behaviour: [...behaviour, ...fieldOnly] }
  const part = layoutPart(node.type)
  return {
    layout: part?.settings ?? [],
    behaviour: node.type === 'subtable' ? [...behaviour, ...rowRights] : conditions,
  }
}

/** What can be set for several at once: what each of them has. */
export function manyProperties(nodes: readonly FormNode[]): readonly FieldDocument[] {
  if (nodes.length === 0) return []
  if (nodes.every(({ type }) => type === 'field')) return [...widths, ...behaviour]
  return nodes.every((node) => 'field' in node && node.type !== 'related_list') ? behaviour : conditions
}
