import { builtinOperators } from '@mortise/expressions'
import { sameJson } from '../diff/equal.ts'
import { isObject } from '../pointer.ts'
import { conflict, inside } from './conflict.ts'
import { isElementList, mergeList } from './merge-list.ts'
import type { Merging, Three } from './types.ts'

const operators: ReadonlySet<string> = new Set(builtinOperators.map((one) => one.name))

/** A condition or formula is one thing: half of one side's and half of the other's would mean neither. */
function isExpression(value: unknown): boolean {
  if (!isObject(value)) return false
  const [name, ...more] = Object.keys(value)
  return name !== undefined && more.length === 0 && operators.has(name)
}

type Plain = { readonly [key: string]: unknown }

function mergeObject(
  three: { readonly base: Plain; readonly ours: Plain; readonly theirs: Plain },
  at: Merging,
): Plain {
  const { base, ours, theirs } = three
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
  const entries = names.flatMap((name) => {
    const of = (side: Plain): unknown => (Object.hasOwn(side, name) ? side[name] : undefined)
    const value = mergeValue({ base: of(base), ours: of(ours), theirs: of(theirs) }, inside(at, name))
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(entries)
}

function mergeBoth({ base, ours, theirs }: Three, at: Merging): unknown {
  if ([base, ours, theirs].some(isExpression)) return conflict({ base, ours, theirs }, at)
  if (isObject(ours) && isObject(theirs))
    return mergeObject({ base: isObject(base) ? base : {}, ours, theirs }, at)
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const lists = { base: Array.isArray(base) ? (base as unknown[]) : [], ours, theirs }
    if (isElementList(lists)) return mergeList(lists, at)
  }
  return conflict({ base, ours, theirs }, at)
}

/**
 * Three-way merge of one value. What one side left as it was takes the other side's; both sides' changes of an object or
 * of a list of elements are merged inside; anything else that both changed differently is a conflict. A removal is a
 * change like any other.
 */
export function mergeValue(three: Three, at: Merging): unknown {
  const { base, ours, theirs } = three
  if (sameJson(ours, theirs)) return ours
  if (sameJson(base, ours)) return theirs
  if (sameJson(base, theirs)) return ours
  if (ours === undefined || theirs === undefined) return conflict(three, at)
  return mergeBoth(three, at)
}
