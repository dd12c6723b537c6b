import type { Json } from '@mortise/expressions'
import type { EntityShape, FieldShape } from '../../records/shape.ts'

/** Type and settings of a field: all that the meaning of its stored values depends on. */
export type TypeFacts = { readonly type: string; readonly settings: { readonly [key: string]: Json } }

/** A field before and after, in one entity. */
export type TypeChange = {
  readonly entity: EntityShape
  readonly old: FieldShape
  readonly next: FieldShape
}

/** How many values came to what. `edited`: values that somebody wrote since the change that is being undone. */
export type ConversionCounts = {
  readonly rows: number
  readonly exact: number
  readonly changed: number
  readonly impossible: number
  readonly edited: number
}

/** One value before and after, as people read them. */
export type ConversionSample = {
  readonly outcome: 'exact' | 'changed' | 'impossible' | 'edited'
  readonly before: string
  readonly after: string
  readonly why?: { readonly zh: string; readonly en: string }
}

/** What a change of type would do, counted over all records. */
export type TypeChangePreview = ConversionCounts & {
  readonly entity: string
  readonly field: string
  readonly from: string
  readonly to: string
  readonly samples: readonly ConversionSample[]
  /** Whether it brings back values that an earlier change kept. */
  readonly restores: boolean
  /** Whether it is to be prepared beside the running work before it is published. */
  readonly large: boolean
  readonly prepared: boolean
}

/** A change that was begun or carried out. */
export type TypeChangeRow = {
  readonly id: string
  readonly entity: string
  readonly field: string
  readonly from: TypeFacts
  readonly to: TypeFacts
  readonly state: 'preparing' | 'ready' | 'done'
  readonly nextColumn: string | null
  readonly keptColumn: string | null
  readonly originColumn: string | null
  readonly atRecord: string | null
  readonly counts: Partial<ConversionCounts>
  readonly startedAt: string
  readonly doneAt: string | null
}

/** From how many records on a change of type is prepared beside the running work. */
export const largeTable = 50_000
