import type { TypeChange, TypeChangeRow } from './type-change/types.ts'
import type { Shapes } from '../records/shape.ts'
import type { Shadow } from '../tables/design.ts'

/** One statement with what it does, for the publish dialog. */
export type Step = {
  readonly sql: string
  readonly zh: string
  readonly en: string
  /** Work that a statement can't do: it runs in the same transaction, and `sql` only tells of it. */
  readonly work?: StepWork
  /** A change of type to be remembered, where no value has to be worked out. */
  readonly remember?: TypeChangeRow
}

/** Values to be worked out by the field types: of all records, or of those that came late to a preparation. */
export type StepWork = {
  readonly change: TypeChange
  readonly from: string
  readonly into: string
  readonly origin?: string
  readonly only?: string
  /** What is to be remembered of the change. */
  readonly row: TypeChangeRow
}

/** What a plan is made from. */
export type PlanContext = {
  readonly schema: string
  readonly before: Shapes
  readonly after: Shapes
  /** Tells dropped things of different times apart: digits of the publishing time. */
  readonly stamp: string
  /** What was dropped before and can come back, the newest first. */
  readonly shadows: readonly Shadow[]
  /** Changes of types that were prepared or carried out before. */
  readonly typeChanges?: readonly TypeChangeRow[]
  /** Time of the publication, ISO instant. */
  readonly now?: string
}
