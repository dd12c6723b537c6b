import type { RegionBook } from './book.ts'
import { heldRegions } from './held.ts'

/** The book of regions, once something on the screen has loaded its lists; they are too heavy for every page. */
export function regionsAtHand(): RegionBook | undefined {
  return heldRegions()
}
