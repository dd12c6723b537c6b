import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { pinyinOf, type PinyinStyle, pinyinStyles } from '../pinyin.ts'
import { asText, textOrNull } from '../values.ts'

/** `pinyin`: Spells Chinese letters in pinyin, whole or by initials; not in database filters. */
export const pinyin: ValueOperator = defineOperator({
  name: 'pinyin',
  help: helpOf({
    group: 'text',
    example: 'PINYIN(name, "initials")',
    label: ['拼音', 'Pinyin'],
    names: ['拼音', 'PINYIN'],
    help: [
      '把汉字写成拼音：full 全拼、spaced 分开、initials 首字母（在数据库筛选中不可用）。',
      'Spells Chinese letters: full, spaced or initials; not in database filters.',
    ],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'], choices: pinyinStyles, optional: true }],
  cost: 10,
  result: { kind: 'text' },
  nullable: true,
  size: ([text]) => (text?.size ?? 1) * 6,
  evaluate: ([value, style], _call, env) => {
    const text = asText(value)
    if (text === null) return null
    env.spend(text.length)
    return textOrNull(pinyinOf(text, (asText(style) ?? 'full') as PinyinStyle))
  },
})
