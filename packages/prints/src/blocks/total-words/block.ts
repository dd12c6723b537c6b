import type { Expression } from '@mortise/expressions'
import { plainText } from '../../format/pattern.ts'
import { defineBlock, type BlockType } from '../../define.ts'
import { alignOf, alignSetting, expressionOf, labelText, numberOf, setting } from '../../settings.ts'

const name = { zh: '合计（大写）', en: 'Total in Chinese capitals' } as const

const made = new WeakMap<object, Expression>()

/** The amount in words: the same expression for the same amount, so that the language looks at it once. */
function words(expr: Expression | undefined): Expression {
  if (typeof expr !== 'object' || expr === null) return { cnMoney: [expr ?? null] }
  const known = made.get(expr) ?? { cnMoney: [expr] }
  made.set(expr, known)
  return known
}

/** An amount in Chinese capitals (大写金额), as contracts and receipts ask for. */
export const totalWordsBlock: BlockType = defineBlock({
  type: 'total_words',
  version: 1,
  label: { zh: '大写金额', en: 'Amount in words' },
  icon: 'banknote',
  group: 'basic',
  places: ['body', 'footer'],
  settings: [
    setting(
      'expr',
      'expression',
      { zh: '金额', en: 'Amount' },
      { required: true, settings: { expect: 'number' } },
    ),
    setting(
      'label',
      'text',
      { zh: '名称', en: 'Label' },
      { placeholder: name.zh, settings: { editor: 'label' } },
    ),
    setting('size', 'integer', { zh: '字号', en: 'Size' }, { default: 10 }),
    alignSetting,
  ],
  describe: () => ({ zh: '金额的大写', en: 'An amount in Chinese capitals' }),
  reads: (block) => [{ at: '/expr', expression: words(expressionOf(block, 'expr')) }],
  toContent: (block, ctx) => {
    const text = plainText(ctx.evaluate(words(expressionOf(block, 'expr'))), ctx.locale)
    if (text === '') return null
    const label = ctx.say(labelText(block['label'])) || ctx.say(name)
    return {
      text: `${label}${ctx.locale === 'zh' ? '：' : ': '}${text}`,
      bold: true,
      fontSize: numberOf(block, 'size', 10),
      alignment: alignOf(block),
    }
  },
})
