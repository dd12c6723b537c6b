import type { FlowAgentRow, StandsFor } from '@mortise/store'

/** No longer than this: A asks B, B asks C, C asks D. */
export const longestChain = 3

type Rule = Pick<FlowAgentRow, 'principal' | 'agent' | 'startsAt' | 'endsAt' | 'flows'>

const holdsAt = (rule: Rule, at: string): boolean => rule.startsAt <= at && at < rule.endsAt
const isFor = (rule: Rule, flow: string): boolean => rule.flows?.includes(flow) ?? true

/**
 * Through whom a person acts for another in a flow at a time: the principal's own agent first, the person last. The shortest
 * way counts; undefined where there is none.
 */
export function chainOf(
  rules: readonly Rule[],
  asked: { readonly actor: string; readonly principal: string; readonly flow: string; readonly at: string },
): readonly string[] | undefined {
  const live = rules.filter((rule) => holdsAt(rule, asked.at) && isFor(rule, asked.flow))
  let ways: readonly (readonly string[])[] = [[]]
  for (let length = 1; length <= longestChain; length += 1) {
    ways = ways.flatMap((way) => {
      const from = way.at(-1) ?? asked.principal
      return live
        .filter(
          (rule) => rule.principal === from && rule.agent !== asked.principal && !way.includes(rule.agent),
        )
        .map((rule) => [...way, rule.agent])
    })
    const found = ways.find((way) => way.at(-1) === asked.actor)
    if (found !== undefined) return found
  }
  return undefined
}

/** Both lists, or the one there is; null means every flow. */
function both(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b
  return a.filter((one) => b.includes(one))
}

/** Whose tasks somebody sees beside their own at a time, and of which flows. */
export function standsFor(rules: readonly Rule[], actor: string, at: string): readonly StandsFor[] {
  const live = rules.filter((rule) => holdsAt(rule, at))
  const found: StandsFor[] = []
  let ends: readonly StandsFor[] = [{ userId: actor, flows: null }]
  for (let length = 1; length <= longestChain; length += 1) {
    ends = ends.flatMap((end) =>
      live
        .filter((rule) => rule.agent === end.userId && rule.principal !== actor)
        .map((rule) => ({ userId: rule.principal, flows: both(rule.flows, end.flows) }))
        .filter(({ flows }) => flows === null || flows.length > 0),
    )
    found.push(...ends)
  }
  return found
}

const overlaps = (a: Rule, b: Rule): boolean =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt && both(a.flows, b.flows)?.length !== 0

/** What is wrong with a further rule beside those there are: it closes a circle, or makes a chain too long. */
export function faultOf(rules: readonly Rule[], added: Rule): 'circle' | 'chain' | undefined {
  const beside = rules.filter((rule) => overlaps(rule, added))
  const longest = (
    from: string,
    step: (rule: Rule) => readonly [string, string],
    seen: readonly string[],
  ): number =>
    Math.max(
      0,
      ...beside
        .filter((rule) => step(rule)[0] === from && !seen.includes(step(rule)[1]))
        .map((rule) => 1 + longest(step(rule)[1], step, [...seen, step(rule)[1]])),
    )
  const reaches = (from: string, seen: readonly string[]): boolean =>
    from === added.principal ||
    beside.some(
      (rule) => rule.principal === from && !seen.includes(rule.agent) && reaches(rule.agent, [...seen, from]),
    )
  if (added.agent === added.principal || reaches(added.agent, [])) return 'circle'
  const down = longest(added.agent, (rule) => [rule.principal, rule.agent], [added.agent])
  const up = longest(added.principal, (rule) => [rule.agent, rule.principal], [added.principal])
  return up + 1 + down > longestChain ? 'chain' : undefined
}
