import type { PublicOffer } from './surface.ts'

/** By path of an offered link: what is shown of the records behind it. */
export type ShownBehind = ReadonlyMap<string, ReadonlySet<string>>

/** What is shown behind the offered links of a form. */
export function shownBehind(offers: ReadonlyMap<string, PublicOffer>): ShownBehind {
  return new Map([...offers.values()].map(({ path, shown }) => [path, new Set(shown.map(({ key }) => key))]))
}

/** Whether a path of the record reads nothing behind an offered link but what is shown there. */
export function isShown(shown: ShownBehind, path: string): boolean {
  for (const [link, fields] of shown)
    if (path.startsWith(`${link}.`) && !fields.has(path.slice(link.length + 1))) return false
  return true
}

/** The rows of a sub-table, as their own expressions see them. */
export type RowPlace = { readonly into: string; readonly parentField: string }

/** The same for a path of a row, which reaches the record by its parent field. */
export function isShownInRow(shown: ShownBehind, { into, parentField }: RowPlace, path: string): boolean {
  return path.startsWith(`${parentField}.`)
    ? isShown(shown, path.slice(parentField.length + 1))
    : isShown(shown, `${into}.${path}`)
}

/** Names that strangers know. */
export type Known = { readonly has: (path: string) => boolean }

/** Fields by key, and paths that begin with one of them as far as they are shown. */
export function knownPaths(keys: ReadonlySet<string>, shown: ShownBehind, row?: RowPlace): Known {
  const reaches = (path: string): boolean =>
    row === undefined ? isShown(shown, path) : isShownInRow(shown, row, path)
  return { has: (path) => keys.has(path.split('.')[0] ?? '') && reaches(path) }
}
