import { hintOf } from './hint.ts'
import type { Node } from './node.ts'
import type { Param, Report } from './operator.ts'
import { fitKinds, fitType, kindList, leadingType, typeName } from './typing.ts'

/** The parameter that stands for an argument's place. */
export function paramAt(params: readonly Param[], index: number): Param | undefined {
  const last = params[params.length - 1]
  return params[index] ?? (last?.rest ? last : undefined)
}

/** Least and greatest number of arguments. */
export function arityOf(params: readonly Param[]): { readonly least: number; readonly most: number } {
  const least = params.filter((param) => !param.optional).length
  return { least, most: params[params.length - 1]?.rest ? Number.POSITIVE_INFINITY : params.length }
}

type Given = {
  readonly name: string
  readonly params: readonly Param[]
  readonly args: readonly Node[]
  readonly report: Report
}

/** Fits arguments to parameters: count, kinds, choices, one type for all `same`; reports what does not fit. */
export function fitArguments(given: Given): readonly Node[] {
  const { params, args, report, name } = given
  const { least, most } = arityOf(params)
  if (args.length < least || args.length > most) {
    const expected =
      least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `≥ ${least}` : `${least}–${most}`
    report('EXPRESSION_ARGUMENTS', { operator: name, expected, count: args.length })
    return args
  }
  const fitted = args.map((argument, index) => fitOne(argument, index, given))
  return fitSame(fitted, given)
}

function fitOne(argument: Node, index: number, { params, report }: Given): Node {
  const param = paramAt(params, index)
  if (param === undefined) return argument
  if (param.choices) return fitChoice(argument, index, { choices: param.choices, report })
  const fitted = fitKinds(argument, param.accept)
  if (fitted) return fitted
  report('EXPRESSION_TYPE', { expected: kindList(param.accept), actual: typeName(argument.type) }, index)
  return argument
}

function fitChoice(
  argument: Node,
  index: number,
  { choices, report }: { readonly choices: readonly string[]; readonly report: Report },
): Node {
  const value = argument.kind === 'literal' ? argument.value : undefined
  if (value === undefined) report('EXPRESSION_LITERAL', {}, index)
  else if (typeof value !== 'string' || !choices.includes(value))
    report(
      'EXPRESSION_CHOICE',
      { value, hint: hintOf(typeof value === 'string' ? value : '', choices), choices: choices.join(', ') },
      index,
    )
  return argument
}

function fitSame(args: readonly Node[], { params, report }: Given): readonly Node[] {
  const shared = args.filter((_, index) => paramAt(params, index)?.same)
  if (shared.length < 2) return args
  const type = leadingType(shared)
  return args.map((argument, index) => {
    if (!paramAt(params, index)?.same) return argument
    const fitted = fitType(argument, type)
    if (fitted === undefined)
      report('EXPRESSION_TYPES_DIFFER', { expected: typeName(type), actual: typeName(argument.type) }, index)
    return fitted ?? argument
  })
}
