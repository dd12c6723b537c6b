/** A JSON pointer from its parts (RFC 6901). */
export function pointer(parts: readonly (string | number)[]): string {
  let path = ''
  // Written for every place of every document of an app: the common part has nothing to escape.
  for (const part of parts) path += typeof part === 'string' && /[~/]/.test(part) ? escaped(part) : `/${part}`
  return path
}

const escaped = (part: string): string => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The parts of a JSON pointer. */
export function pointerParts(path: string): readonly string[] {
  if (path === '') return []
  return path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** True for JSON objects that are not lists. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own property of an object, or undefined; never a prototype's. */
export function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [key: string]: unknown })[name]
    : undefined
}
