import type { ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, maybeNull, sql } from '../sql/fragment.ts'
import { leadingType, typeName } from '../typing.ts'
import { equalityOf } from '../values.ts'
import { valueKinds } from './shared-kinds.ts'

type Parts = Pick<ValueOperator, 'params' | 'result' | 'nullable' | 'check' | 'evaluate' | 'compile' | 'sql'>

/** The common parts of `==` and `!=`: the only comparisons that see null as a value. */
export function equalityParts(wanted: boolean): Parts {
  return {
    params: [
      { accept: valueKinds, same: true },
      { accept: valueKinds, same: true },
    ],
    result: { kind: 'boolean' },
    nullable: false,
    check: ({ args, report }) => {
      const type = leadingType(args)
      const withNull = args.some((argument) => argument.type.kind === 'null')
      if (type.kind === 'json' && !withNull)
        report(
          'EXPRESSION_TYPE',
          {
            expected: { zh: '空（只能判断是否为空）', en: 'null (it can only be tested for null)' },
            actual: typeName(type),
          },
          1,
        )
      return args
    },
    evaluate: ([a = null, b = null], call) => equalityOf(leadingType(call.args))(a, b) === wanted,
    compile: ([left, right], call) => {
      const type = leadingType(call.args)
      const equal = equalityOf(type)
      if (!left || !right) return () => false
      const literal = call.args[1]
      if (literal?.kind === 'literal' && typeof literal.value === 'string' && type.kind === 'text') {
        const { value } = literal
        return wanted ? (here, env) => left(here, env) === value : (here, env) => left(here, env) !== value
      }
      return (here, env) => equal(left(here, env), right(here, env)) === wanted
    },
    sql: (call) => equalitySql(call, wanted),
  }
}

function equalitySql(call: SqlCall, wanted: boolean): Fragment {
  const nothing = [0, 1].find((index) => call.known(index) === null)
  if (nothing !== undefined) {
    const other = call.value(1 - nothing)
    return wanted ? sql`(${other} IS NULL)` : sql`(${other} IS NOT NULL)`
  }
  const [a, b] = [call.compared(0), call.compared(1)]
  if (leadingType(call.args).kind === 'set') {
    const same = sql`coalesce(${a} @> ${b} AND ${a} <@ ${b}, ${a} IS NULL AND ${b} IS NULL)`
    return wanted ? same : sql`(NOT ${same})`
  }
  const open = call.args.filter(
    (argument, index) => argument.nullable && call.known(index) === undefined,
  ).length
  if (wanted && open < 2) return open === 0 ? sql`(${a} = ${b})` : maybeNull(sql`(${a} = ${b})`)
  if (wanted) return sql`(${a} IS NOT DISTINCT FROM ${b})`
  return open === 0 ? sql`(${a} <> ${b})` : sql`(${a} IS DISTINCT FROM ${b})`
}
