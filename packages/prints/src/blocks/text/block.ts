import { defineBlock, type BlockType } from '../../define.ts'
import { say } from '@mortise/errors'
import {
  alignOf,
  alignSetting,
  colourOf,
  colourSetting,
  flagOf,
  labelText,
  numberOf,
  setting,
  wordings,
} from '../../settings.ts'

/** A paragraph in two languages is two paragraphs; a name goes in one line. */
const shortest = 24

function betweenLanguages(value: unknown): string {
  return wordings(value).some((one) => one.length > shortest) ? '\n' : ' '
}

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
    colourSetting('color', { zh: '颜色', en: 'Colour' }),
    setting('space', 'integer', { zh: '段后距离', en: 'Space below' }, { default: 4 }),
    alignSetting,
  ],
  describe: (settings) => {
    const words = (locale: 'zh' | 'en'): string => say(labelText(settings['value']), locale).slice(0, 40)
    return { zh: words('zh') || '文字', en: words('en') || 'Text' }
  },
  reads: (block) => wordings(block['value']).map((template) => ({ at: '/value', template })),
  toContent: (block, ctx) => {
    const color = colourOf(block, 'color')
    const { value } = block
    return {
      text: ctx.fill(ctx.say(labelText(value), betweenLanguages(value))),
      fontSize: numberOf(block, 'size', 10),
      bold: flagOf(block, 'bold', false),
      alignment: alignOf(block),
      margin: [0, 0, 0, numberOf(block, 'space', 4)],
      ...(color === undefined ? {} : { color }),
    }
  },
})
