import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asText, textOrNull } from '../values.ts'

/** `replace`: Puts the new text in place of every old one. */
export const replace: ValueOperator = defineOperator({
  name: 'replace',
  help: helpOf({
    group: 'text',
    example: 'REPLACE(phone, "-", "")',
    label: ['替换', 'Replace'],
    names: ['替换', 'REPLACE'],
    help: ['把每一处旧文本换成新文本。', 'Puts the new text in place of every old one.'],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'] }, { accept: ['text'] }],
  result: { kind: 'text' },
  nullable: true,
  size: ([text, , by]) => (text?.size ?? 1) * Math.max(1, by?.type.kind === 'null' ? 1 : (by?.size ?? 1)),
  evaluate: ([text, old, by], _call, env) => {
    if (typeof text !== 'string') return null
    if (typeof old !== 'string') return textOrNull(text)
    const put = asText(by) ?? ''
    // Counted before it is made: a million letters put in a million places are more than there is room for.
    if (put.length > old.length) env.spend((text.split(old).length - 1) * put.length)
    return textOrNull(text.replaceAll(old, () => put))
  },
  sql: (call) =>
    sql`nullif(replace(${call.value(0)}, coalesce(${call.value(1)}, ''), coalesce(${call.value(2)}, '')), '')`,
})
