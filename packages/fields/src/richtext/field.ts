import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { textOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { hostileTexts, storable } from '../shared/prose.ts'
import { empty, isEmpty, ok, wrongKind } from '../shared/results.ts'
import { sentence, setting, wholeOf } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'
import { isBlank, readRich, richFromWords, richWords, sanitise } from './sanitise.ts'

const maxOf = (field: FieldDocument): number =>
  wholeOf(field, 'maxLength', { fallback: 50_000, min: 1, max: 500_000 })

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  const html = typeof input === 'number' ? String(input) : input
  if (typeof html !== 'string') return wrongKind('文本', 'a text')
  const max = maxOf(field)
  const bad = storable(html, max * 4)
  if (bad !== undefined) return bad
  const clean = sanitise(html)
  return isBlank(readRich(clean)) ? empty : (storable(clean, max) ?? ok(clean))
}

/**
 * Text with headings, lists, links and tables. Kept as HTML of a small closed set of tags, cleaned whenever it is
 * written, so that showing it is never a risk.
 */
export const richtext: FieldType = defineFieldType({
  type: 'richtext',
  version: 1,
  label: { zh: '富文本', en: 'Rich text' },
  icon: 'pilcrow',
  group: 'basic',
  settings: [
    setting('maxLength', 'integer', {
      zh: '最多字数',
      en: 'Most characters',
      default: 50_000,
      settings: { min: 1, max: 500_000 },
    }),
  ],
  describe: sentence('带格式的文字', 'text with headings, lists and links'),
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value) => (value === null ? '' : richWords(readRich(wordsOf(value)))),
  toText: wordsOf,
  compare: compareCodes,
  standIn: (_value, { field, roll }) => {
    const html = `<p>样例内容${roll(1_000_000_000)}</p>`
    return parse(html, field).ok ? html : null
  },
  operators: textOperators.filter(({ operator, operand }) => operator === 'contains' || operand === 'none'),
  aggregates: ['count'],
  groupable: false,
  samples: (field) =>
    [
      '<h2>会议纪要</h2><p>第一点 &amp; <strong>第二点</strong></p><ul><li>甲</li><li>乙<ol><li>丙</li></ol></li></ul>',
      '<p>见 <a href="https://example.com/?a=1&amp;b=2">附件</a></p><hr><pre>a  b\n c</pre>',
      '<table><tr><th>名称</th><td>1 &lt; 2</td></tr></table>',
      '没有标签的文字',
      ...hostileTexts(field, maxOf(field)).map(richFromWords),
    ].filter((html) => parse(html, field).ok),
  jsonSchema: (field) => orNull({ type: 'string', maxLength: maxOf(field), description: 'HTML' }),
})
