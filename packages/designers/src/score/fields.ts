import type { Locale } from '@mortise/errors'
import type { RefChoice } from '@mortise/fields/react'
import type { Model } from '@mortise/schema'
import { fieldChoices } from '../kit/names.ts'

/** Fields of an entity that hold numbers and can be written. */
export function numberChoices(
  named: { readonly model: Model; readonly locale: Locale },
  entity: string,
): readonly RefChoice[] {
  const of = named.model.entity(entity)
  return fieldChoices(named, of).filter(
    ({ value }) => of?.field(value)?.system !== true && of?.scope.find(value)?.type.kind === 'number',
  )
}
