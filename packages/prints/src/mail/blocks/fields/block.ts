import { type Item, itemOf, itemReads, itemsSetting } from '../../../blocks/fields/items.ts'
import { listOf, numberOf, setting } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { frame, looks, ruled } from '../../look.ts'
import { el, lines, type MailElement, type MailNode } from '../../node.ts'

function cells({ label, text }: Item, share: number): readonly MailElement[] {
  const line = ruled('Bottom')
  // On a phone a name stands over its value, and both take all the width.
  const narrow = { display: 'block', width: 'auto' }
  const style = { padding: '7px 8px 7px 0', verticalAlign: 'top', fontSize: 14, lineHeight: 1.5 }
  return [
    el(
      'td',
      {
        width: `${Math.round(share * 0.36)}%`,
        style: { ...style, ...line.style, ...looks.soft.style },
        dark: { ...line.dark, ...looks.soft.dark },
        narrow: { ...narrow, padding: '7px 0 0', borderBottom: '0' },
      },
      [label],
    ),
    el(
      'td',
      {
        width: `${Math.round(share * 0.64)}%`,
        style: { ...style, ...line.style, ...looks.ink.style, overflowWrap: 'anywhere' },
        dark: { ...line.dark, ...looks.ink.dark },
        narrow: { ...narrow, padding: '0 0 7px' },
      },
      lines(text),
    ),
  ]
}

/** Names and values of fields, one below the other or in two columns. */
export const fieldsBlock: MailBlockType = defineMailBlock({
  type: 'fields',
  version: 1,
  label: { zh: '字段', en: 'Fields' },
  icon: 'list',
  group: 'record',
  settings: [
    itemsSetting,
    setting(
      'columns',
      'integer',
      { zh: '列数', en: 'Columns' },
      { default: 1, settings: { min: 1, max: 2 } },
    ),
    setting('empty', 'boolean', { zh: '没有值的也列出', en: 'Those without a value too' }, { default: true }),
  ],
  describe: ({ items }) => {
    const count = Array.isArray(items) ? items.length : 0
    return { zh: `${count} 个字段`, en: `${count} fields` }
  },
  reads: itemReads,
  toMail: (block, ctx) => {
    const items = listOf(block, 'items')
      .map((entry) => itemOf(entry, ctx))
      .filter(({ label, text }) => (block['empty'] === false ? text !== '' : label !== '' || text !== ''))
    if (items.length === 0) return null
    const columns = numberOf(block, 'columns', 1) >= 2 ? 2 : 1
    const rows: MailNode[] = []
    for (let at = 0; at < items.length; at += columns)
      rows.push(
        el(
          'tr',
          {},
          items.slice(at, at + columns).flatMap((item) => cells(item, 100 / columns)),
        ),
      )
    const colon = ctx.locale === 'zh' ? '：' : ': '
    return {
      nodes: [frame({}, rows)],
      text: items.map(({ label, text }) => `${label}${colon}${text}`).join('\n'),
    }
  },
})
