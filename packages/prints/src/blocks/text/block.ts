import { defineBlock, type BlockType } from '../../define.ts'
import { alignOf, alignSetting, flagOf, numberOf, setting, textOf } from '../../settings.ts'

/** A paragraph with `{{…}}` places. */
export const textBlock: BlockType = defineBlock({
  type: 'text',
  version: 1,
  label: { zh: '文字', en: 'Text' },
  icon: 'type',
  group: 'basic',
  starts: (locale) => ({ value: locale === 'zh' ? '文字' : 'Text' }),
  places: ['header', 'body', 'footer'],
  settings: [
    setting(
      'value',
      'longtext',
      { zh: '内容', en: 'Text' },
      {
        required: true,
        settings: { editor: 'template' },
        help: {
          zh: '{{字段或公式}} 会换成它的值，{{总额 | #,##0.00}} 还会按格式显示',
          en: '{{field or formula}} becomes its value, {{total | #,##0.00}} is formatted too',
        },
      },
    ),
    setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 10 }),
    setting('bold', 'boolean', { zh: '加粗', en: 'Bold' }, { default: false }),
    setting('color', 'text', { zh: '颜色', en: 'Colour' }, { placeholder: '#1E2227' }),
    setting('space', 'integer', { zh: '段后距离', en: 'Space below' }, { default: 4 }),
    alignSetting,
  ],
  describe: (settings) => {
    const value = typeof settings['value'] === 'string' ? settings['value'].slice(0, 40) : ''
    return { zh: value || '文字', en: value || 'Text' }
  },
  reads: (block) => [{ at: '/value', template: textOf(block, 'value') }],
  toContent: (block, ctx) => {
    const color = textOf(block, 'color')
    return {
      text: ctx.fill(textOf(block, 'value')),
      fontSize: numberOf(block, 'size', 10),
      bold: flagOf(block, 'bold', false),
      alignment: alignOf(block),
      margin: [0, 0, 0, numberOf(block, 'space', 4)],
      ...(/^#[0-9a-fA-F]{6}$/.test(color) ? { color } : {}),
    }
  },
})
