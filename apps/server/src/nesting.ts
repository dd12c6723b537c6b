/** Documents of a designer are nested some dozens deep, conditions in them as deep again. */
const mostDeep = 500

/** What is said of a body that is nested deeper than anything that makes sense. */
export const tooDeep: string = `nesting: at most ${mostDeep}`

/**
 * Whether a parsed value is nested deeper than anything that makes sense. What walks through values level by level would
 * run out of stack on it.
 */
export function isTooDeep(value: unknown): boolean {
  let level: readonly object[] = objectsIn([value])
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= mostDeep) return true
    level = level.flatMap((one) => objectsIn(Object.values(one)))
  }
  return false
}

const objectsIn = (values: readonly unknown[]): readonly object[] =>
  values.filter((one): one is object => typeof one === 'object' && one !== null)
