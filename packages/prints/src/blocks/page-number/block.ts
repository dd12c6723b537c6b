import { defineBlock, type BlockType } from '../../define.ts'
import { pageText } from '../../page-text.ts'
import { alignOf, alignSetting, numberOf, setting, textOf } from '../../settings.ts'

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
        default: '第{n}页 共{m}页',
        help: { zh: '{n} 是页码，{m} 是总页数', en: '{n} is the page, {m} the number of pages' },
      },
    ),
    setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 8 }),
    alignSetting,
  ],
  describe: ({ format }) => {
    const text = typeof format === 'string' ? format : ''
    return { zh: `页码 ${text}`.trim(), en: `Page number ${text}`.trim() }
  },
  reads: () => [],
  toContent: (block, ctx) => {
    const otherwise = ctx.locale === 'zh' ? '第{n}页 共{m}页' : 'Page {n} of {m}'
    return pageText(textOf(block, 'format') || otherwise, {
      fontSize: numberOf(block, 'size', 8),
      alignment: block['align'] === undefined ? 'center' : alignOf(block),
    })
  },
})
