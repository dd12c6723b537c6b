import type { EvaluationInput } from '@mortise/expressions'
import type { Draft } from './draft.ts'
import { pathOf } from './places.ts'
import type { SetterPlan } from './types.ts'

/** Whether what a setter reads behind links, or looks up elsewhere, is still to come. */
export function isAwaiting(
  draft: Draft,
  setter: SetterPlan,
  at: { readonly input: EvaluationInput; readonly row: string | undefined },
): boolean {
  const { input, row } = at
  const place = (key: string): string => pathOf({ table: setter.table, row, key })
  return setter.through.some((link) => draft.pending.has(place(link))) || isAsking(draft, setter, input)
}

/** Asks all that a setter asks, for nothing but to see whether something is not answered yet. */
function isAsking(draft: Draft, setter: SetterPlan, input: EvaluationInput): boolean {
  const { known } = draft.around
  if (setter.asks.length === 0 || known === undefined) return false
  let missing = false
  const probe: EvaluationInput = {
    ...input,
    lookup: (request) => {
      missing ||= !known(request)
      return input.lookup?.(request) ?? null
    },
  }
  for (const ask of setter.asks) ask(probe)
  return missing
}
