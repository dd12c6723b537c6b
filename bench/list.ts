import { expressions } from './expressions/bench.ts'
import type { Measurement } from './kit/types.ts'
import { pdf } from './pdf/bench.ts'

/** Every measurement, in the order of the overview. */
export const measurements: readonly Measurement[] = [expressions, pdf]
