/** A document with some properties changed; what is set to undefined or null goes away. */
export function patched<T extends object>(document: T, patch: { readonly [key: string]: unknown }): T {
  const entries = Object.entries({ ...document, ...patch }).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return Object.fromEntries(entries) as T
}
