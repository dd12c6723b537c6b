import { say } from '@mortise/errors'
import { defineBlock, type BlockType } from '../../define.ts'
import { pageText } from '../../page-text.ts'
import { alignOf, alignSetting, labelText, numberOf, setting, wordsOf } from '../../settings.ts'

const words = { zh: '第{n}页 共{m}页', en: 'Page {n} of {m}' } as const

/** `第{n}页 共{m}页`: the number of the page and of all pages. */
export const pageNumberBlock: BlockType = defineBlock({
  type: 'page_number',
  version: 1,
  label: { zh: '页码', en: 'Page number' },
  icon: 'hash',
  group: 'layout',
  places: ['header', 'footer'],
  settings: [
    setting(
      'format',
      'text',
      { zh: '格式', en: 'Format' },
      {
        settings: { editor: 'label' },
        placeholder: words.zh,
        help: {
          zh: '{n} 是页码，{m} 是总页数；不填就按模板的语言写',
          en: '{n} is the page, {m} the number of pages; in the language of the template if left empty',
        },
      },
    ),
    setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 8 }),
    alignSetting,
  ],
  describe: ({ format }) => ({
    zh: `页码 ${say(labelText(format), 'zh')}`.trim(),
    en: `Page number ${say(labelText(format), 'en')}`.trim(),
  }),
  reads: () => [],
  toContent: (block, ctx) =>
    pageText(wordsOf(block, 'format', ctx) || ctx.say(words), {
      fontSize: numberOf(block, 'size', 8),
      alignment: block['align'] === undefined ? 'center' : alignOf(block),
    }),
})
