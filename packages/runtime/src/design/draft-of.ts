import { inspectionOf } from '@mortise/kit'
import type { DocumentByKind } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { RuntimeOptions } from '../types.ts'

type Drafted = 'assignment' | 'rule' | 'score'

/**
 * A document as somebody sends it to be tried, before anybody has published it. It may ask for what is not there, but it has
 * the form of its kind: throws DESIGN_INVALID with what is wrong.
 */
export function draftOf<K extends Drafted>(
  { kit }: Pick<RuntimeOptions, 'kit'>,
  kind: K,
  json: unknown,
): DocumentByKind[K] {
  const problems = inspectionOf(kit).validator.validateDocument(kind, json, kind)
  if (problems.length > 0) throw errors.DESIGN_INVALID({ count: problems.length }, { details: problems })
  return json as DocumentByKind[K]
}
