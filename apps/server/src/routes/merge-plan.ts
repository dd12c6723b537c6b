import { type Locale, say } from '@mortise/errors'
import type { Choices, MergePlan } from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { readObject } from './asked.ts'

/** Whose side wins, by the path of each conflict. */
export function choicesOf(value: unknown): Choices {
  if (value === undefined || value === null) return {}
  const entries = Object.entries(readObject(value))
  return Object.fromEntries(
    entries.map(([path, side]) => {
      if (side !== 'ours' && side !== 'theirs') throw errors.REQUEST_INVALID({ why: `choices: ${path}` })
      return [path, side]
    }),
  )
}

function changeTold(
  { type, kind, key, file, sentence, steps = [] }: MergePlan['changes'][number],
  locale: Locale,
): object {
  return {
    type,
    kind,
    key,
    file,
    sentence: say(sentence, locale),
    steps: steps.map((step) => say(step.sentence, locale)),
  }
}

/** What a merge would do, in the language of whoever asks. */
export function mergeTold(plan: MergePlan, request: FastifyRequest): object {
  const locale = localeOf(request)
  return {
    ...plan,
    changes: plan.changes.map((one) => changeTold(one, locale)),
    kept: plan.kept.map((one) => changeTold(one, locale)),
    problems: plan.problems.map((one) => ({ ...one, message: say(one.message, locale) })),
  }
}
