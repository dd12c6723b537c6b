import type { Operator } from '../operator.ts'

/** Words of the text form that are no names of fields. */
export const words: { readonly [word: string]: boolean | null } = {
  true: true,
  false: false,
  null: null,
  真: true,
  假: false,
  空: null,
}

type Operators = ReadonlyMap<string, Operator>

/** Works something out once for each list of operators. */
function once(make: (operators: Operators) => Operators): (operators: Operators) => Operators {
  const known = new WeakMap<Operators, Operators>()
  return (operators) => {
    const found = known.get(operators) ?? make(operators)
    known.set(operators, found)
    return found
  }
}

/** Signs between arguments, longest first, with their operator. */
export const infixSigns: (operators: Operators) => Operators = once((operators) => {
  const signs: [string, Operator][] = []
  for (const operator of operators.values()) {
    if (operator.infix === undefined) continue
    signs.push([operator.infix.sign, operator])
    if (operator.infix.zh !== undefined) signs.push([operator.infix.zh, operator])
  }
  return new Map(signs.toSorted(([a], [b]) => b.length - a.length))
})

/** Function names of both languages, in lower case, and the JSON names. */
export const functionNames: (operators: Operators) => Operators = once((operators) => {
  const names = new Map<string, Operator>()
  for (const operator of operators.values()) names.set(operator.name.toLowerCase(), operator)
  for (const operator of operators.values())
    for (const name of [operator.help.names.zh, operator.help.names.en])
      names.set(name.toLowerCase(), operator)
  return names
})

/** Whether a text is a name that needs no backticks. */
export function isPlainName(text: string, signs: ReadonlyMap<string, Operator>): boolean {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(text)) return false
  const lower = text.toLowerCase()
  return !Object.hasOwn(words, lower) && !signs.has(lower)
}
