import { valueAt, withValueAt } from '../kit/pointer.ts'
import type { DraftDocument } from './documents.ts'
import type { Clash } from './space.ts'

type Json = DraftDocument['json']

const naming = ['key', 'value', 'field', 'entity', 'id'] as const

function isNamed(element: unknown, name: string): boolean {
  if (element === name) return true
  if (typeof element !== 'object' || element === null) return false
  const own = element as { readonly [key: string]: unknown }
  return naming.some((key) => own[key] === name) || `${String(own['type'])} ${String(own['id'])}` === name
}

/**
 * Where a clash is as a JSON pointer: merging names elements of lists by their keys, documents by their places. Undefined
 * where the element is not there any more, or the order of a list is meant.
 */
export function clashPointer(json: Json, path: string): string | undefined {
  let [at, pointer]: [unknown, string] = [json, '']
  for (const part of path.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const step = Array.isArray(at) ? String(at.findIndex((one) => isNamed(one, name))) : part
    if (step === '-1' || name === '(order)') return undefined
    pointer += `/${step}`
    at = valueAt(json, pointer)
  }
  return pointer
}

/** The document with the other person's state of the place; undefined where that place is gone. */
export function withTheirs(json: Json, { path, theirs }: Clash): Json | undefined {
  const pointer = clashPointer(json, path)
  if (pointer === undefined) return undefined
  const list = pointer.slice(0, pointer.lastIndexOf('/'))
  if (theirs === undefined && Array.isArray(valueAt(json, list))) {
    const index = Number(pointer.slice(list.length + 1))
    return withValueAt(json, list, (all) => (all as readonly unknown[]).toSpliced(index, 1))
  }
  return withValueAt(json, pointer, () => theirs)
}
