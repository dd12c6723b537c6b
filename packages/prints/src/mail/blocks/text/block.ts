import { say } from '@mortise/errors'
import { readRich } from '@mortise/fields'
import { alignOf, alignSetting, labelText, setting, wordings } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { looks } from '../../look.ts'
import { el } from '../../node.ts'
import { richNodes, richPlain, richTexts } from '../../rich.ts'

const plain = (html: string): string => richTexts(html).join('').slice(0, 40)

/** Formatted words with `{{…}}` places. */
export const textBlock: MailBlockType = defineMailBlock({
  type: 'text',
  version: 1,
  label: { zh: '文字', en: 'Text' },
  icon: 'pilcrow',
  group: 'basic',
  starts: (locale) => ({ value: locale === 'zh' ? '<p>在这里写正文。</p>' : '<p>Write here.</p>' }),
  settings: [
    setting(
      'value',
      'longtext',
      { zh: '内容', en: 'Text' },
      {
        required: true,
        settings: { editor: 'template', rich: true },
        help: {
          zh: '插入的字段会换成记录的值；{{总额 | #,##0.00}} 还会按格式显示',
          en: 'Fields become the values of the record; {{total | #,##0.00}} is formatted too',
        },
      },
    ),
    setting('soft', 'boolean', { zh: '次要文字（小、灰）', en: 'Small print' }, { default: false }),
    alignSetting,
  ],
  describe: (settings) => {
    const words = (locale: 'zh' | 'en'): string => plain(say(labelText(settings['value']), locale))
    return { zh: words('zh') || '文字', en: words('en') || 'Text' }
  },
  reads: (block) =>
    wordings(block['value']).flatMap((html) =>
      richTexts(html).map((template) => ({ at: '/value', template })),
    ),
  toMail: (block, ctx) => {
    const html = ctx.say(labelText(block['value']))
    if (readRich(html).length === 0) return null
    const soft = block['soft'] === true
    const look = soft ? looks.soft : looks.ink
    return {
      nodes: [
        el(
          'div',
          {
            style: { ...look.style, textAlign: alignOf(block), ...(soft ? { fontSize: 13 } : {}) },
            dark: look.dark,
          },
          richNodes(html, ctx),
        ),
      ],
      text: richPlain(html, ctx),
    }
  },
})
