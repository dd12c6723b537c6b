import type { Shapes } from '../records/shape.ts'
import type { Shadow } from '../system-types.ts'

/** One statement with what it does, for the publish dialog. */
export type Step = { readonly sql: string; readonly zh: string; readonly en: string }

/** What a plan is made from. */
export type PlanContext = {
  readonly schema: string
  readonly before: Shapes
  readonly after: Shapes
  /** Tells dropped things of different times apart: digits of the publishing time. */
  readonly stamp: string
  /** What was dropped before and can come back, the newest first. */
  readonly shadows: readonly Shadow[]
}
