/** A JSON pointer taken apart; numbers stay text. */
export function partsOf(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(decode)
}

const decode = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

type Holder = { readonly [key: string]: unknown }

/** What stands at a pointer; undefined where nothing does. */
export function valueAt(document: unknown, pointer: string): unknown {
  let at = document
  for (const part of partsOf(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Holder)[part]
  }
  return at
}

/** The document with another value at a pointer; all that lies beside the way stays the very same objects. */
export function withValueAt<Document>(
  document: Document,
  pointer: string,
  change: (value: unknown) => unknown,
): Document {
  return put(document, partsOf(pointer), change) as Document
}

function put(at: unknown, parts: readonly string[], change: (value: unknown) => unknown): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return change(at)
  if (Array.isArray(at))
    return at.map((one: unknown, index) => (String(index) === part ? put(one, rest, change) : one))
  const holder = (typeof at === 'object' && at !== null ? at : {}) as Holder
  const next = put(holder[part], rest, change)
  if (next !== undefined) return { ...holder, [part]: next }
  const { [part]: _, ...others } = holder
  return others
}
