import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

/** A setting that holds a list of things, each drawn by settings of its own. */
function rows(
  key: string,
  label: LocalizedText,
  more: { readonly items: readonly FieldDocument[]; readonly start: Json; readonly keyed?: string },
): FieldDocument {
  const { items, start, keyed } = more
  return panelSetting(key, label, {
    editor: 'rows',
    settings: { items: items as unknown as Json, start, ...(keyed === undefined ? {} : { keyed }) },
  })
}

const fields = (key: string, zh: string, en: string, required = false): FieldDocument =>
  panelSetting(key, { zh, en }, { editor: 'fields', required })
const message = panelSetting('message', { zh: '提示文字', en: 'What people read' }, { editor: 'label' })

/** What the data is called and how its records are found. */
export const entityHead: readonly FieldDocument[] = [
  panelSetting('label', { zh: '数据表名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('plural', { zh: '英文复数名称', en: 'Name of several' }, { editor: 'label' }),
  panelSetting('icon', { zh: '图标', en: 'Icon' }, { editor: 'icon' }),
  panelSetting(
    'title',
    { zh: '用哪个字段做标题', en: 'Field that names a record' },
    { editor: 'field', required: true },
  ),
  fields('search', '搜索时还查找', 'Search looks into'),
  panelSetting('audit', { zh: '记录操作日志', en: 'Keep a log of what is done' }, { type: 'boolean' }),
  panelSetting('bin', { zh: '删除后先放回收站', en: 'Deleted records go to the bin' }, { type: 'boolean' }),
]

/** Rules of the data itself, whoever writes it. */
export const entityRules: readonly FieldDocument[] = [
  panelSetting(
    'lockedWhen',
    { zh: '何时锁定整条记录', en: 'Locked when' },
    {
      editor: 'condition',
      settings: { always: true },
      help: { zh: '锁定后所有人都不能修改', en: 'Nobody changes a locked record' },
    },
  ),
  rows(
    'checks',
    { zh: '校验', en: 'Checks' },
    {
      keyed: 'check',
      start: { when: false, message: { zh: '请检查填写的内容', en: 'Please check this' }, level: 'block' },
      items: [
        panelSetting(
          'when',
          { zh: '满足什么条件时算错', en: 'Wrong when' },
          { editor: 'condition', required: true },
        ),
        message,
        fields('fields', '提示显示在哪些字段', 'Shown at'),
        panelSetting(
          'level',
          { zh: '怎么处理', en: 'Then' },
          {
            options: [
              ['block', '不允许保存', 'Refuse to save'],
              ['warn', '提醒，仍可保存', 'Warn'],
            ],
          },
        ),
      ],
    },
  ),
  rows(
    'duplicates',
    { zh: '查重', en: 'Duplicates' },
    {
      keyed: 'duplicate',
      start: { fields: [], on: 'warn' },
      items: [
        fields('fields', '这些字段相同就算重复', 'Same in these fields', true),
        panelSetting(
          'normalise',
          { zh: '怎么比较', en: 'Compared as' },
          {
            options: [
              ['none', '完全一样', 'Just as written'],
              ['text', '忽略全半角、大小写和符号', 'Text, whatever its signs'],
              ['phone', '电话', 'Phone numbers'],
              ['email', '邮箱', 'E-mail addresses'],
              ['company', '公司名称', 'Companies'],
              ['pinyin', '读音相同', 'By sound'],
              ['fuzzy', '差一个字也算', 'Nearly the same'],
            ],
          },
        ),
        panelSetting(
          'on',
          { zh: '怎么处理', en: 'Then' },
          {
            options: [
              ['warn', '提醒，仍可保存', 'Warn'],
              ['block', '不允许保存', 'Refuse to save'],
            ],
          },
        ),
        message,
      ],
    },
  ),
  rows(
    'uniques',
    { zh: '组合唯一', en: 'Unique together' },
    {
      keyed: 'unique',
      start: { fields: [] },
      items: [fields('fields', '这些字段合起来不能重复', 'No two records alike in', true), message],
    },
  ),
  rows(
    'transitions',
    { zh: '状态流转', en: 'Changes of state' },
    {
      start: { field: '', from: [], to: [] },
      items: [
        panelSetting('field', { zh: '状态字段', en: 'State' }, { editor: 'field', required: true }),
        panelSetting('from', { zh: '从', en: 'From' }, { editor: 'option_values', of: 'field' }),
        panelSetting('to', { zh: '可以变成', en: 'May become' }, { editor: 'option_values', of: 'field' }),
        panelSetting('when', { zh: '还要满足', en: 'And only when' }, { editor: 'condition' }),
      ],
    },
  ),
]

/** What happens on this form when fields change. */
export const formChanges: readonly FieldDocument[] = [
  rows(
    'onChange',
    { zh: '字段联动', en: 'When a field changes' },
    {
      start: { when: { changed: [] }, set: {} },
      items: [
        panelSetting(
          'changed',
          { zh: '哪些字段变化时', en: 'When these change' },
          { editor: 'fields', required: true, settings: { in: 'when' } },
        ),
        panelSetting(
          'condition',
          { zh: '并且满足', en: 'And this holds' },
          { editor: 'condition', settings: { in: 'when' } },
        ),
        panelSetting('set', { zh: '设置这些字段', en: 'Set these fields' }, { editor: 'values' }),
      ],
    },
  ),
]
