import { type RegionBook, regionBook, type RegionLists } from './book.ts'

let held: RegionBook | undefined

/** The book of regions where it is at hand: always on a server, in a browser after `holdRegions`. */
export function heldRegions(): RegionBook | undefined {
  return held
}

/** Makes the book of lists that were loaded. They are constant, so once is enough. */
export function holdRegions(lists: RegionLists): RegionBook {
  held ??= regionBook(lists)
  return held
}
