import { type Converted, type Converter, converter, sameValue, type TypedField } from '@mortise/fields'
import type { Json } from '@mortise/expressions'
import type { Model } from '@mortise/schema'
import type { FieldShape } from '../../records/shape.ts'
import type { TypeChange, TypeFacts } from './types.ts'

/** What becomes of a value, told from what an earlier change kept of it where there is such a value. */
export type ValueChange = (
  value: Json,
  origin: Json,
) => Omit<Converted, 'outcome'> & { readonly outcome: Converted['outcome'] | 'edited' }

/** Type and settings of a field. */
export function factsOf(field: FieldShape): TypeFacts {
  const { type, settings = {} } = field.model.document
  return { type, settings }
}

/** Whether stored values mean another thing after the change, so that they have to be worked out anew. */
export function meansOther(change: TypeChange): boolean {
  return change.old.model.document.type !== change.next.model.document.type
}

const sideOf = (field: FieldShape): TypedField | undefined => {
  if (field.type === undefined) return undefined
  const type = field.type.resultType?.(field.model.document) ?? field.type
  return { type, field: field.model.document }
}

/** Whether values of the field come from people or a counter; others are worked out again by themselves. */
export function isWritten(field: FieldShape): boolean {
  return field.source === undefined || field.source.from === 'counter'
}

/**
 * Makes the change of values. Where an earlier change kept the originals (`undoes`), each record that still holds what
 * that change made of its original gets the original back; what somebody wrote since is kept, and told as edited.
 */
export function valueChange(change: TypeChange, model: Model, undoes: boolean): ValueChange {
  const [from, to] = [sideOf(change.old), sideOf(change.next)]
  if (from === undefined || to === undefined || !isWritten(change.next))
    return () => ({ outcome: 'impossible', value: null })
  const around = { locale: 'zh', timeZone: model.time.timeZone } as const
  const forth: Converter = converter({ from, to }, around)
  if (!undoes) return forth
  const once: Converter = converter({ from: to, to: from }, around)
  // Where the present type could not hold a value because its record was gone, or had it already, it is empty now; that
  // cannot be told from one that somebody emptied, and so the original comes back.
  const { column, model: present } = change.old
  const strict =
    column?.references !== undefined ||
    column?.members !== undefined ||
    column?.unique === true ||
    present.document.unique === true
  // Nobody edits what is worked out.
  const derived = !isWritten(change.old)
  return (value, origin) => {
    if (derived && origin !== null) return { outcome: 'exact', value: origin }
    if (value === null && origin !== null && strict) return { outcome: 'exact', value: origin }
    if (sameValue(once(origin).value, value)) return { outcome: 'exact', value: origin }
    const own = forth(value)
    return own.outcome === 'impossible' ? own : { ...own, outcome: 'edited' }
  }
}
