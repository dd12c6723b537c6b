import type { Json } from '@mortise/expressions'
import type { FieldDocument, ReadTermsEffect, Settings } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'
import { termPatternProblem } from './find-terms.ts'

const kind = (value: string, zh: string, en: string) => ({ value, label: { zh, en } })

const termFields: readonly FieldDocument[] = [
  setting('field', { zh: '写入字段', en: 'Into field' }, { editor: 'field', required: true }),
  setting(
    'kind',
    { zh: '值的类型', en: 'Kind of value' },
    {
      required: true,
      default: 'text',
      options: [
        kind('amount', '金额', 'Amount'),
        kind('days', '天数', 'Days'),
        kind('percent', '百分比', 'Percent'),
        kind('date', '日期', 'Date'),
        kind('text', '文字', 'Text'),
      ],
    },
  ),
  setting(
    'labels',
    { zh: '旁边的字样', en: 'Words beside it' },
    {
      help: {
        zh: '值附近会出现的词，用顿号或逗号分开，如：付款期限、账期、payment terms',
        en: 'Words near the value, separated by commas: payment terms, due within',
      },
    },
  ),
  setting(
    'pattern',
    { zh: '正则表达式', en: 'Regular expression' },
    {
      help: {
        zh: '可不填。填了先按它找，第一个括号里是值',
        en: 'Optional. It is tried first; its first group is the value',
      },
    },
  ),
]

const kinds = ['amount', 'days', 'percent', 'date', 'text'] as const

/** The terms that the settings name; a row without a field is not yet filled in. */
function termsOf(settings: Settings): ReadTermsEffect['terms'] {
  const given = settings['terms']
  if (!Array.isArray(given)) return []
  return (given as readonly { readonly [key: string]: Json }[]).flatMap((row) => {
    const field = textSetting(row['field'])
    if (field === undefined) return []
    const labels = (textSetting(row['labels']) ?? '').split(/[、，,;；|\n]/).map((one) => one.trim())
    const pattern = textSetting(row['pattern'])
    return [
      {
        field,
        kind: kinds.find((one) => one === row['kind']) ?? 'text',
        labels: labels.filter((one) => one !== ''),
        ...(pattern === undefined ? {} : { pattern }),
      },
    ]
  })
}

/** Reads terms out of a file of the record and writes them into fields, behind the save; what is not found is told. */
export const readTerms: ActionType = defineAction({
  type: 'read_terms',
  version: 1,
  label: { zh: '读取文件条款', en: 'Read terms from file' },
  icon: 'scan-line',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'file',
      { zh: '文件字段', en: 'File field' },
      {
        editor: 'field',
        required: true,
        help: { zh: '读最后一个 PDF、Word 或文本文件', en: 'the last PDF, Word or text file in it is read' },
      },
    ),
    {
      key: 'terms',
      type: 'items',
      label: { zh: '要找的条款', en: 'Terms to find' },
      settings: { fields: termFields as unknown as readonly Json[] },
    },
    setting(
      'passages',
      { zh: '原文摘录存到', en: 'Passages into field' },
      {
        editor: 'field',
        help: {
          zh: '每条读到的原文，以及没有找到的条款',
          en: 'takes the passage behind each value, and the terms not found',
        },
      },
    ),
    setting(
      'text',
      { zh: '全文存到', en: 'Whole text into field' },
      { editor: 'field', help: { zh: '用于比对版本', en: 'to compare versions by' } },
    ),
  ],
  describe: (settings) => {
    const fields = termsOf(settings).map((one) => one.field)
    const file = textSetting(settings['file']) ?? '?'
    return {
      zh: `从“${file}”的文件读取${fields.length === 0 ? '全文' : fields.map((one) => `“${one}”`).join('、')}`,
      en: `Read ${fields.length === 0 ? 'the text' : fields.join(', ')} from the file in "${file}"`,
    }
  },
  writes: (settings, entity) => {
    const own = [textSetting(settings['passages']), textSetting(settings['text'])]
    const fields = [...termsOf(settings).map((one) => one.field), ...own.filter((one) => one !== undefined)]
    return [{ entity, fields: fields.length === 0 ? ['*'] : fields, op: 'update' }]
  },
  run: (settings, ctx) => {
    const action = 'read_terms'
    const file = textSetting(settings['file'])
    if (file === undefined) throw errors.ACTION_SETTING_MISSING({ action, setting: 'file' })
    const terms = termsOf(settings)
    for (const [at, { pattern }] of terms.entries()) {
      const reason = pattern === undefined ? undefined : termPatternProblem(pattern)
      if (reason !== undefined) throw errors.ACTION_PATTERN({ action, at: at + 1, reason })
    }
    const [passages, text] = [textSetting(settings['passages']), textSetting(settings['text'])]
    const { entity, id: recordId } = ctx.record
    return [
      {
        type: action,
        entity,
        recordId,
        file,
        terms,
        ...(passages === undefined ? {} : { passages }),
        ...(text === undefined ? {} : { text }),
      },
    ]
  },
})
