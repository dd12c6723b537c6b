import type { LocalizedText } from '@mortise/errors'
import type { OptionDocument } from '../documents/common.ts'
import type { FieldDocument } from '../documents/entity.ts'
import { optionsOf } from '../model/options.ts'

/** An option that is written otherwise by now. */
export type OptionRename = { readonly from: string; readonly to: string; readonly label: LocalizedText }

/** What tells an option from others whatever it is called: its `id`, or as long as it has none its value. */
const identityOf = ({ id, value }: OptionDocument): string => (typeof id === 'string' ? id : value)

/**
 * Options that kept what they are but not how they are written. A value that still stands for itself is nobody's old
 * name; one without an `id` can't have had another.
 */
export function optionRenames(before: FieldDocument, after: FieldDocument): readonly OptionRename[] {
  const [old, now] = [optionsOf(before), optionsOf(after)]
  const free = new Set(old)
  const partner = (one: OptionDocument): OptionDocument | undefined =>
    [...free].find((other) => other.id !== undefined && other.id === one.id) ??
    [...free].find((other) => identityOf(other) === identityOf(one))
  // Those with an id say themselves who they are; they come first.
  const pairs = [...now.filter((one) => one.id !== undefined), ...now].flatMap((one, at, all) => {
    if (all.indexOf(one) < at) return []
    const found = partner(one)
    if (found === undefined) return []
    free.delete(found)
    return [{ from: found.value, to: one.value, label: one.label }]
  })
  return pairs.filter(({ from, to }) => from !== to)
}
