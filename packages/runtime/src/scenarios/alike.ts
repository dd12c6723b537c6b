import { compareDecimal, isDecimal, type Json } from '@mortise/expressions'

type Values = { readonly [key: string]: Json }
const isObject = (value: Json): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether a value is as expected. Numbers are compared as numbers however they are written (`"12.50"` is 12.5); of an
 * object only what the expectation names counts; lists agree item by item.
 */
export function alike(found: Json | undefined, expected: Json): boolean {
  if (found === undefined) return false
  if (Array.isArray(expected)) {
    const [list, wanted] = [found as readonly Json[], expected as readonly Json[]]
    return (
      Array.isArray(found) && list.length === wanted.length && wanted.every((one, at) => alike(list[at], one))
    )
  }
  if (isObject(expected))
    return isObject(found) && Object.entries(expected).every(([key, one]) => alike(found[key], one))
  if (isDecimal(expected) && isDecimal(found)) return compareDecimal(expected, found) === 0
  return found === expected
}
