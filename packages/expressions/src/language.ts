import { allAllowed, type Allowed, analyse, problemAt } from './analyse.ts'
import { compileNode } from './compile.ts'
import { errors } from './errors.ts'
import { environmentOf } from './frame.ts'
import { infoOf } from './info.ts'
import { interpretNode, registerOperators } from './interpret.ts'
import type { Node } from './node.ts'
import type { Closure, Operator } from './operator.ts'
import { fitType, kindList, typeName } from './typing.ts'
import { parseText, type ParseResult } from './text-form/parse.ts'
import { type RenameCall, renameNames, type RenameStep } from './rename.ts'
import { printText } from './text-form/print.ts'
import type {
  CheckResult,
  EvaluationInput,
  Expression,
  ExpressionInfo,
  ExpressionType,
  Json,
  Scope,
} from './types.ts'
import type { Locale } from '@mortise/errors'

/** What a place asks of an expression. */
export type CheckOptions = {
  /** The type it must yield; null always fits. */
  readonly expect?: ExpressionType | undefined
  /**
   * `previous`: values from before the change may be used (default no). `window`: the other rows of a report (default
   * no). `lookup`: other entities may be looked through (default yes). `sql: true`: it must run in the database.
   */
  readonly allow?: Partial<Allowed> | undefined
  readonly sql?: boolean | undefined
}

/** An expression ready to run many times. */
export type Compiled = (input: EvaluationInput) => Json

/** A language: a closed set of operators with everything that can be done with expressions over them. */
export type Language = {
  readonly operators: ReadonlyMap<string, Operator>
  /** Checks against a scope before an expression is stored. Problems carry a JSON pointer and both languages. */
  readonly check: (expression: Expression, scope: Scope, options?: CheckOptions) => CheckResult
  /** Type, paths and cost of a correct expression; throws EXPRESSION_INVALID for a wrong one. */
  readonly info: (expression: Expression, scope: Scope) => ExpressionInfo
  /** The typed tree, for compilers to other languages; throws EXPRESSION_INVALID. */
  readonly tree: (expression: Expression, scope?: Scope) => Node
  /** Closures. With a scope names have types; without, values are told apart by their form. */
  readonly compile: (expression: Expression, scope?: Scope) => Compiled
  /** The value; never throws for a checked expression. Expressions must not be changed after first use. */
  readonly evaluate: (expression: Expression, input: EvaluationInput, scope?: Scope) => Json
  /** Whether a condition holds; null counts as no. */
  readonly test: (expression: Expression, input: EvaluationInput, scope?: Scope) => boolean
  /** The same by the reference interpreter (json-logic-js). */
  readonly interpret: (expression: Expression, input: EvaluationInput, scope?: Scope) => Json
  /** The text form, such as `IF(amount > 50000, "CFO", "Manager")`, with names of the wanted language. */
  readonly print: (expression: Expression, locale: Locale) => string
  /** Reads the text form in either language; a mistake comes with its exact place. */
  readonly parse: (text: string) => ParseResult
  /**
   * The same expression with names changed: `rename` is asked for each step of each path in its scope, `call` for what
   * each operator is called with.
   */
  readonly rename: (expression: Expression, scope: Scope, rename: RenameStep, call?: RenameCall) => Expression
}

/** Makes a language of a list of operators. */
export function createLanguage(list: readonly Operator[]): Language {
  const operators: ReadonlyMap<string, Operator> = new Map(list.map((operator) => [operator.name, operator]))
  registerOperators(list)
  const tree = (expression: Expression, scope?: Scope): Node => treeOf(operators, expression, scope)
  const closureOf = remember((expression, scope) => compileNode(tree(expression, scope)))
  const interpreterOf = remember((expression, scope) => interpretNode(tree(expression, scope)))
  const evaluate: Language['evaluate'] = (expression, input, scope) =>
    closureOf(expression, scope)(input, environmentOf(input))
  return {
    operators,
    tree,
    evaluate,
    check: (expression, scope, options = {}) => check(operators, { expression, scope, options }),
    info: (expression, scope) => infoOf(tree(expression, scope)),
    compile: (expression, scope) => {
      const closure = closureOf(expression, scope)
      return (input) => closure(input, environmentOf(input))
    },
    test: (expression, input, scope) => evaluate(expression, input, scope) === true,
    interpret: (expression, input, scope) => interpreterOf(expression, scope)(input, environmentOf(input)),
    print: (expression, locale) => printText(operators, expression, locale),
    parse: (text) => parseText(operators, text),
    rename: (expression, scope, rename, call) => renameNames(operators, expression, { scope, rename, call }),
  }
}

function treeOf(
  operators: ReadonlyMap<string, Operator>,
  expression: Expression,
  scope: Scope | undefined,
): Node {
  const result = analyse(operators, expression, { scope, allow: allAllowed })
  if (result.ok) return result.node
  const first = result.problems[0]?.message
  throw errors.EXPRESSION_INVALID({ first: first?.en ?? '' }, { details: result.problems })
}

function check(
  operators: ReadonlyMap<string, Operator>,
  given: { readonly expression: Expression; readonly scope: Scope; readonly options: CheckOptions },
): CheckResult {
  const { expression, scope, options } = given
  const allow = { previous: false, window: false, lookup: true, ...options.allow }
  const result = analyse(operators, expression, { scope, allow })
  if (!result.ok) return result
  const { notSql, ...info } = infoOf(result.node)
  if (options.sql && notSql !== undefined)
    return { ok: false, problems: [problemAt(notSql.at, 'EXPRESSION_NOT_SQL', { name: notSql.name })] }
  const { expect } = options
  if (expect === undefined || fitType(result.node, expect) !== undefined) return { ok: true, info }
  const expected = expect.kind === 'id' ? typeName(expect) : kindList([expect.kind])
  return {
    ok: false,
    problems: [problemAt('', 'EXPRESSION_TYPE', { expected, actual: typeName(info.type) })],
  }
}

/** Keeps closures beside their expression (and scope) as long as those live. */
function remember(
  make: (expression: Expression, scope: Scope | undefined) => Closure,
): (expression: Expression, scope: Scope | undefined) => Closure {
  const anyScope: object = {}
  const byScope = new WeakMap<object, WeakMap<object, Closure>>()
  return (expression, scope) => {
    if (typeof expression !== 'object' || expression === null) return make(expression, scope)
    let byExpression = byScope.get(scope ?? anyScope)
    if (byExpression === undefined) byScope.set(scope ?? anyScope, (byExpression = new WeakMap()))
    let closure = byExpression.get(expression)
    if (closure === undefined) byExpression.set(expression, (closure = make(expression, scope)))
    return closure
  }
}
