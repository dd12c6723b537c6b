import type { SavedSearch, SavedView } from '@mortise/client'
import type { ListSearch } from './search.ts'

/** The parts of an address that a saved view keeps. */
const parts = ['view', 'q', 'sort', 'filter', 'any', 'group', 'cols'] as const

/** What a saved view keeps of an address. */
export function savedPart(search: ListSearch): SavedSearch {
  const entries = parts.flatMap((part): readonly [string, string | boolean][] => {
    const value = search[part]
    return value === undefined ? [] : [[part, value]]
  })
  return Object.fromEntries(entries)
}

/** The address that shows a saved view; everything else of the present one goes. */
export function searchOf(saved: SavedView): ListSearch {
  const kept: { readonly [part: string]: string | boolean | undefined } = saved.json
  const text = (part: string): string | undefined => {
    const value = kept[part]
    return typeof value === 'string' ? value : undefined
  }
  return {
    view: text('view'),
    q: text('q'),
    sort: text('sort'),
    filter: text('filter'),
    any: kept['any'] === true ? true : undefined,
    group: text('group'),
    cols: text('cols'),
    where: undefined,
    at: undefined,
    by: undefined,
    saved: saved.id,
  }
}

/** What opens a designed view; the person's conditions stay, unless they came with a saved view. */
export function searchOfView(view: string | undefined, search: ListSearch): ListSearch {
  const own = { view, sort: undefined, group: undefined, cols: undefined, at: undefined, by: undefined }
  if (search.saved === undefined) return own
  return { ...own, q: undefined, filter: undefined, any: undefined, where: undefined, saved: undefined }
}

/** Whether an address shows something else than what is kept; without a saved view, than the designed one. */
export function isChanged(search: ListSearch, saved: SavedView | undefined): boolean {
  const now = savedPart(search)
  const kept = savedPart(saved === undefined ? { view: search.view } : searchOf(saved))
  return parts.some((part) => part !== 'view' && now[part] !== kept[part])
}

/** Whether an address asks for nothing of its own, so that the person's first view may open. */
export function isBare(search: ListSearch): boolean {
  return (
    Object.keys(savedPart(search)).length === 0 &&
    search.saved === undefined &&
    search.where === undefined &&
    search.open === undefined
  )
}
