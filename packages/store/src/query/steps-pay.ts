import type { Ready, Runner } from '../database/runner.ts'
import { costOf } from './cost.ts'

// In the planner's own unit, a page read from the disk in order: some milliseconds.
const dear = 1_500
/** How often what was found is relied on before it is asked again: tables grow. */
const times = 100

type Found = { readonly pay: boolean; left: number }

const known = new WeakMap<object, Found>()

/**
 * Whether a list in the order of several keys is to be read value by value of the first one, by the planner's own
 * numbers: sorting is cheap where few rows come into question or an index has the very order, and stepping is not where
 * a filter leaves most values without a row. `mark` is what the statement is remembered by.
 */
export async function stepsPay(
  runner: Runner,
  mark: object,
  plans: { readonly sorted: () => Ready; readonly stepped: () => Ready },
): Promise<boolean> {
  const found = known.get(mark)
  if (found !== undefined && found.left > 0) {
    found.left -= 1
    return found.pay
  }
  const sorted = await costOf(runner, plans.sorted())
  const pay = sorted > dear && (await costOf(runner, plans.stepped())) < sorted
  known.set(mark, { pay, left: times })
  return pay
}
