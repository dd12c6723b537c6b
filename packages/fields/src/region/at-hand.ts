import { areaList } from '@vant/area-data'
import type { RegionBook } from './book.ts'
import { holdRegions } from './held.ts'

/** The book of regions. Outside of browsers the lists are part of the program. */
export function regionsAtHand(): RegionBook | undefined {
  return holdRegions(areaList)
}
