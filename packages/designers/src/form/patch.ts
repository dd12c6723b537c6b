/** Values of a panel by key. */
export type Values = { readonly [key: string]: unknown }

/** The keys a panel shows, with undefined for those it emptied: what an edit must write. */
export function patchOf(shown: readonly { readonly key: string }[], values: Values): Values {
  return Object.fromEntries(shown.map(({ key }) => [key, values[key] === false ? undefined : values[key]]))
}

/** The same for settings of a type, which keep what says no. */
export function patchOfSettings(shown: readonly { readonly key: string }[], values: Values): Values {
  return Object.fromEntries(
    shown.filter(({ key }) => values[key] !== undefined).map(({ key }) => [key, values[key]]),
  )
}
