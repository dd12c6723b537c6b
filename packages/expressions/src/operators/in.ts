import { helpOf } from '../help.ts'
import type { ListNode, Node, NodeType } from '../node.ts'
import { type Checking, defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { bindSql, type Fragment, joinSql, maybeNull, postgresType, rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { fitType, leadingType, typeName } from '../typing.ts'
import { type Equality, equalityOf } from '../values.ts'
import { valueKinds } from './shared-kinds.ts'

/** The type of the elements looked through. */
function elementType([needle, list]: readonly Node[]): NodeType {
  if (list?.kind === 'list') return leadingType([...(needle ? [needle] : []), ...list.items])
  return needle?.type ?? { kind: 'null' }
}

function fitIn([needle, list]: readonly Node[], report: Checking['report']): readonly Node[] | undefined {
  if (!needle || !list || list.type.kind === 'null' || list.type.kind === 'unknown') return undefined
  if (list.kind === 'list') return fitList(needle, list, report)
  const type: NodeType | undefined =
    list.type.kind !== 'set'
      ? undefined
      : list.type.of === 'text'
        ? { kind: 'text' }
        : { kind: 'id', entity: list.type.entity ?? (needle.type.kind === 'id' ? needle.type.entity : '') }
  if (type === undefined)
    report(
      'EXPRESSION_TYPE',
      {
        expected: { zh: '列表（查找文本请用 contains）', en: 'a list (to find a text use contains)' },
        actual: typeName(list.type),
      },
      1,
    )
  const fitted = type && fitType(needle, type)
  if (type && !fitted)
    report('EXPRESSION_TYPES_DIFFER', { expected: typeName(type), actual: typeName(needle.type) }, 0)
  return fitted && [fitted, list]
}

function fitList(needle: Node, list: ListNode, report: Checking['report']): readonly Node[] {
  const type = elementType([needle, list])
  const fit = (node: Node): Node => {
    const fitted = fitType(node, type)
    if (fitted === undefined)
      report('EXPRESSION_TYPES_DIFFER', { expected: typeName(type), actual: typeName(node.type) }, 1)
    return fitted ?? node
  }
  return [fit(needle), { ...list, items: list.items.map(fit) }]
}

function isAmong(needle: Json, list: Json, equal: Equality): boolean {
  if (needle === null || !Array.isArray(list)) return false
  for (const item of list as readonly Json[]) if (item !== null && equal(needle, item)) return true
  return false
}

/** The texts of a list that is written out; undefined for every other list. */
function writtenTexts(list: Node | undefined): ReadonlySet<string> | undefined {
  if (list?.kind !== 'list' || !list.items.every((item) => item.kind === 'literal')) return undefined
  const values = list.items.map((item) => (item.kind === 'literal' ? item.value : null))
  return new Set(values.filter((value) => typeof value === 'string'))
}

function inSql(call: SqlCall): Fragment {
  const known = call.known(1)
  const type = elementType(call.args)
  if (known === null) return rawSql('false')
  if (known !== undefined) {
    const items = Array.isArray(known) ? (known as readonly Json[]).filter((item) => item !== null) : []
    if (items.length === 0) return rawSql('false')
    return maybeNull(sql`(${call.value(0)} = ANY(${bindSql(items)}::${rawSql(`${postgresType(type)}[]`)}))`)
  }
  if (call.args[1]?.kind === 'list')
    return maybeNull(sql`(${call.value(0)} IN (${joinSql(call.items(1), ', ')}))`)
  // A constant needle goes the way an index on the set column can serve.
  if (call.known(0) === undefined) return maybeNull(sql`(${call.value(0)} = ANY(${call.raw(1)}))`)
  return maybeNull(sql`(${call.raw(1)} @> ARRAY[${call.value(0)}])`)
}

/** `in`: Holds when the value is one of the list. */
export const isIn: ValueOperator = defineOperator({
  name: 'in',
  help: helpOf({
    group: 'compare',
    example: 'stage in ["won", "lost"]',
    label: ['属于', 'Is one of'],
    names: ['属于', 'ISIN'],
    help: ['是列表中的一个。', 'Holds when the value is one of the list.'],
  }),
  infix: { sign: 'in', zh: '属于', binds: 4, chain: false },
  params: [
    { accept: ['number', 'text', 'boolean', 'date', 'datetime', 'time', 'duration', 'id'] },
    { accept: valueKinds },
  ],
  result: { kind: 'boolean' },
  nullable: false,
  check: ({ args, report }) => fitIn(args, report),
  evaluate: ([needle = null, list = null], call) => isAmong(needle, list, equalityOf(elementType(call.args))),
  compile: ([needle, list], call) => {
    const type = elementType(call.args)
    const equal = equalityOf(type)
    if (!needle || !list) return () => false
    const known = type.kind === 'text' ? writtenTexts(call.args[1]) : undefined
    if (known !== undefined)
      return (here, env) => {
        const value = needle(here, env)
        return typeof value === 'string' && known.has(value)
      }
    return (here, env) => isAmong(needle(here, env), list(here, env), equal)
  },
  sql: inSql,
})
