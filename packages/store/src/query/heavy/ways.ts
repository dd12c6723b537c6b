import type { Runner } from '../../database/runner.ts'
import { costOf } from '../cost.ts'
import type { Counting, HeavyGround } from './ask.ts'

/** Which of two statements was the better one, and how often that is relied on still. */
export type Chosen = { readonly other: boolean; left: number }

/** How often a choice is relied on before it is made again: tables grow, and other values read other rows. */
const times = 100
const most = 2_000

/**
 * The one of two statements for the same rows that costs less by the planner's own numbers. Where the first one costs next to
 * nothing the other is not even made.
 */
export async function betterWay(
  runner: Runner,
  { limits, ways, cheap }: Pick<HeavyGround, 'limits' | 'ways' | 'cheap'>,
  { first, other }: { readonly first: Counting; readonly other: () => Counting },
): Promise<Counting> {
  const { ready } = first
  if ((cheap.get(ready.text) ?? 0) > 0) return first
  const known = ways.get(ready.text)
  if (known !== undefined && known.left > 0) {
    known.left -= 1
    return known.other ? other() : first
  }
  const cost = await costOf(runner, ready)
  if (cost < limits.heavy) return first
  const second = other()
  const better = (await costOf(runner, second.ready)) < cost
  if (ways.size >= most) ways.clear()
  ways.set(ready.text, { other: better, left: times })
  return better ? second : first
}
