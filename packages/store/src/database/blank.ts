/**
 * An object that has these keys, all null: to be copied and filled. One that grows key by key past a dozen becomes a
 * dictionary to the engine, ten times as dear to make, copy and read.
 */
export function blankOf(keys: readonly string[]): { readonly [key: string]: null } {
  return Object.fromEntries(keys.map((key): [string, null] => [key, null]))
}
