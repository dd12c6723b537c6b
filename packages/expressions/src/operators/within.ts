import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { maybeNull, sql } from '../sql/fragment.ts'

/** `within`: Holds for a path such as `广东省/深圳市` that is the given one or lies below it. */
export const within: ValueOperator = defineOperator({
  name: 'within',
  help: helpOf({
    group: 'compare',
    example: 'WITHIN(region, "广东省")',
    label: ['属于（含下级）', 'Lies within'],
    names: ['位于', 'WITHIN'],
    help: [
      '地区、级联选项等路径等于它，或在它之下。',
      'Holds for a path, such as a region, that is the given one or lies below it.',
    ],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'] }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([path, above]) =>
    typeof path === 'string' && typeof above === 'string' && (path === above || path.startsWith(`${above}/`)),
  sql: (call) => {
    const [path, above] = [call.value(0), call.value(1)]
    return maybeNull(sql`(${path} collate "C" = ${above} or starts_with(${path}, ${above} || '/'))`)
  },
})
