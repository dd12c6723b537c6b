import type { Condition, ElementHead, SortKey } from './common.ts'

/** Ways of looking at records. */
export type ViewKind = 'table' | 'kanban' | 'calendar' | 'gantt' | 'gallery' | 'timeline'

/** `views/<entity>.<key>.json`: one way to look at the records of an entity. */
export type ViewDocument = ElementHead & {
  readonly entity: string
  readonly type: ViewKind
  readonly filter?: Condition
  readonly sort?: readonly SortKey[]
  readonly columns?: readonly string[]
  readonly widths?: { readonly [field: string]: number }
  /** Kanban: select field that makes the columns. Gantt and timeline: field whose values make the groups. */
  readonly groupBy?: string
  readonly sums?: readonly string[]
  /** Kanban: days without stage change after which a card is coloured. */
  readonly stalledAfterDays?: number
  /** Kanban: cards in a column above which its count is marked; an option's own `wip` comes first. */
  readonly wipLimit?: number
  /** Calendar, gantt and timeline. */
  readonly startField?: string
  readonly endField?: string
  /** Calendar, gantt and timeline: select field whose options colour the events. */
  readonly colorField?: string
  /** Gantt: number field, 0 to 100 (or a percent, 0 to 1), of how much is done. */
  readonly progressField?: string
  /** Gallery. */
  readonly coverField?: string
  readonly sharedWith?: 'me' | 'team' | 'all'
  readonly default?: boolean
}
