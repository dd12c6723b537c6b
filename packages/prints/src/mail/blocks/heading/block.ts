import { say } from '@mortise/errors'
import {
  alignOf,
  alignSetting,
  colourOf,
  colourSetting,
  labelText,
  setting,
  wordings,
} from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { coloured, looks, together } from '../../look.ts'
import { el, lines } from '../../node.ts'

/** A line that says what follows. */
export const headingBlock: MailBlockType = defineMailBlock({
  type: 'heading',
  version: 1,
  label: { zh: '标题', en: 'Heading' },
  icon: 'type',
  group: 'basic',
  starts: (locale) => ({ value: locale === 'zh' ? '标题' : 'Heading' }),
  settings: [
    setting(
      'value',
      'longtext',
      { zh: '内容', en: 'Text' },
      { required: true, settings: { editor: 'template' } },
    ),
    setting(
      'level',
      'select',
      { zh: '大小', en: 'Size' },
      {
        default: 'large',
        settings: {
          options: [
            { value: 'large', label: { zh: '大标题', en: 'Large' } },
            { value: 'medium', label: { zh: '小标题', en: 'Medium' } },
          ],
        },
      },
    ),
    colourSetting('color', { zh: '颜色', en: 'Colour' }),
    alignSetting,
  ],
  describe: (settings) => {
    const words = (locale: 'zh' | 'en'): string => say(labelText(settings['value']), locale).slice(0, 40)
    return { zh: words('zh') || '标题', en: words('en') || 'Heading' }
  },
  reads: (block) => wordings(block['value']).map((template) => ({ at: '/value', template })),
  toMail: (block, ctx) => {
    const text = ctx.fill(ctx.say(labelText(block['value']))).trim()
    if (text === '') return null
    const large = block['level'] !== 'medium'
    const look = together(looks.ink, coloured(colourOf(block, 'color')))
    const style = {
      margin: 0,
      fontSize: large ? 22 : 17,
      lineHeight: 1.4,
      fontWeight: 600,
      textAlign: alignOf(block),
      ...look.style,
    }
    return { nodes: [el(large ? 'h1' : 'h2', { style, dark: look.dark }, lines(text))], text }
  },
})
