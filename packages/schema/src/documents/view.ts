import type { Condition, ElementHead, SortKey } from './common.ts'

/** `views/<entity>.<key>.json`: one way to look at the records of an entity. */
export type ViewDocument = ElementHead & {
  readonly entity: string
  readonly type: 'table' | 'kanban' | 'calendar' | 'gantt' | 'gallery' | 'timeline'
  readonly filter?: Condition
  readonly sort?: readonly SortKey[]
  readonly columns?: readonly string[]
  readonly widths?: { readonly [field: string]: number }
  /** Kanban: select field that makes the columns. */
  readonly groupBy?: string
  readonly sums?: readonly string[]
  /** Kanban: days without stage change after which a card is coloured. */
  readonly stalledAfterDays?: number
  /** Calendar and gantt. */
  readonly startField?: string
  readonly endField?: string
  /** Gallery. */
  readonly coverField?: string
  readonly sharedWith?: 'me' | 'team' | 'all'
  readonly default?: boolean
}
