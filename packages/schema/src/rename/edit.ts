import { isObject } from '../pointer.ts'

/** One place of a document with what comes there: another value, or with `isKey` another name of the property. */
export type Edit = {
  readonly parts: readonly (string | number)[]
  readonly value: unknown
  readonly isKey?: boolean
}

function setAt(root: unknown, parts: readonly (string | number)[], value: unknown): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (Array.isArray(root))
    return root.map((one: unknown, index) => (index === Number(part) ? setAt(one, rest, value) : one))
  const object = isObject(root) ? root : {}
  return { ...object, [part]: setAt(object[part], rest, value) }
}

/** Another name for a property that keeps its place among the others. */
function renameAt(root: unknown, parts: readonly (string | number)[], name: string): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return root
  if (Array.isArray(root))
    return root.map((one: unknown, index) => (index === Number(part) ? renameAt(one, rest, name) : one))
  if (!isObject(root)) return root
  const last = rest.length === 0
  return Object.fromEntries(
    Object.entries(root).map(([key, inner]) => {
      if (key !== part) return [key, inner]
      return last ? [name, inner] : [key, renameAt(inner, rest, name)]
    }),
  )
}

/**
 * A copy with all edits carried out; they may stand inside each other. New names of properties come last and from the
 * inside out, since all places are told by the names before.
 */
export function applyEdits<T>(document: T, edits: readonly Edit[]): T {
  const values = edits.filter((one) => one.isKey !== true).toSorted((a, b) => a.parts.length - b.parts.length)
  const keys = edits.filter((one) => one.isKey === true).toSorted((a, b) => b.parts.length - a.parts.length)
  let made: unknown = document
  for (const { parts, value } of values) made = setAt(made, parts, value)
  for (const { parts, value } of keys) made = renameAt(made, parts, String(value))
  return made as T
}
