import type { LocalizedText } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { Condition, ElementHead, RunAs } from './common.ts'

/** One thing to do; `type` names an action, the rest are its settings. */
export type ActionDocument = { readonly type: string; readonly [setting: string]: unknown }

/** Fires N units before (negative) or after a date field. */
export type DateRelativeDocument = {
  readonly field: string
  readonly offset: number
  readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'month'
  /** Local time of day `HH:mm`; of a date without one 09:00. */
  readonly at?: string
  /** Time zone of `at` and of dates; default: the calendar's, else the workspace's. */
  readonly tz?: string
  /** Counts minutes, hours and days in working time. */
  readonly calendar?: string
  readonly misfire?: 'fireOnce' | 'skip'
  /** Every year on the day of the date (birthdays, renewals); 29 February is 28 February in other years. */
  readonly repeat?: 'yearly'
  /** The day of the Chinese lunar calendar counts, every year; `lunarField` asks a yes/no field of the record. */
  readonly lunar?: boolean
  readonly lunarField?: string
}

/** When a rule runs by the clock. Every `interval`-th one of `every`, counted from `from`. */
export type ScheduleDocument = {
  readonly every: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
  readonly interval?: number
  /** Local date from which intervals are counted. */
  readonly from?: string
  /** Monday (1) to Sunday (7), for `week`. */
  readonly weekdays?: readonly number[]
  /** Days of the month, -1 the last one, for `month` and `year`. */
  readonly days?: readonly number[]
  readonly months?: readonly number[]
  /** Local times of day `HH:mm`, for `day` and longer. */
  readonly at?: string | readonly string[]
  readonly tz?: string
  readonly calendar?: string
  /** A day off: runs all the same, leaves it out, or takes the next or the last working day before. */
  readonly onDayOff?: 'run' | 'skip' | 'next' | 'previous'
}

/** Changes of records that point at this entity's records by `link`. */
export type RelatedDocument = {
  readonly entity: string
  readonly link: string
  readonly on?: readonly ('create' | 'update' | 'delete' | 'restore')[]
  readonly watch?: readonly string[]
}

/**
 * What comes in from outside by the rule's own signed address, and which record it is about. Expressions here read the
 * message as `payload`.
 */
export type MessageDocument = {
  /** A message as the other side sends it: what it holds can be named. */
  readonly sample?: { readonly [name: string]: Json }
  /** The record whose field has this value; without it each message makes a record. */
  readonly match?: { readonly field: string; readonly value: Expression }
  /** No record has it: one is made (default), or the message is left alone. */
  readonly missing?: 'create' | 'ignore'
  /** What is written into the record before the rule runs on it. */
  readonly set?: { readonly [field: string]: Expression }
}

export type RuleTrigger = {
  readonly on: readonly (
    | 'create'
    | 'update'
    | 'delete'
    | 'restore'
    | 'schedule'
    | 'dateRelative'
    | 'manual'
    | 'message'
    | 'related'
    | 'behaviour'
    | 'left'
  )[]
  /** Fields whose change counts for `update`; none means any. */
  readonly watch?: readonly string[]
  /** Default `whenBecomesTrue`. */
  readonly fire?: 'whenBecomesTrue' | 'everyMatch'
  readonly dateRelative?: DateRelativeDocument | null
  /** Cron text in the workspace's time zone, for `schedule`. */
  readonly cron?: string
  readonly schedule?: ScheduleDocument
  readonly related?: readonly RelatedDocument[]
  /** Kinds of behaviour it answers (`page_viewed`, `quote_opened`); none means all. */
  readonly behaviours?: readonly string[]
  readonly message?: MessageDocument
  /** For `manual`: who may press the button on records they can read; default: whoever may change the record. */
  readonly roles?: readonly string[]
  /** For `left`: the field that names the person who is no longer active; default `owner`. */
  readonly person?: string
}

/** `rules/<key>.json` */
export type RuleDocument = ElementHead & {
  readonly entity: string
  readonly enabled?: boolean
  readonly phase: 'beforeSave' | 'afterSave' | 'async'
  /** What it does to records after saving; before saving it only sets values of the record being saved. */
  readonly runAs?: RunAs
  readonly trigger: RuleTrigger
  readonly condition?: Condition
  readonly actions: readonly ActionDocument[]
  /** Small runs first; default 100. */
  readonly order?: number
  readonly onImport?: 'run' | 'skip' | 'ask'
  readonly onError?: 'retry' | 'skip' | 'incident'
  readonly limits?: { readonly depth?: number; readonly perRecordPerDay?: number }
}

/** `scores/<key>.json`: points from current values, never accumulated. */
export type ScoreDocument = ElementHead & {
  readonly entity: string
  readonly field: string
  readonly gradeField?: string
  /** Text field that gets the contributions, one a line. */
  readonly explainField?: string
  readonly rows: readonly {
    readonly key: string
    readonly label?: LocalizedText
    readonly when: Condition
    readonly points: number
    readonly axis?: 'fit' | 'engagement'
    readonly cap?: number
  }[]
  readonly grades?: readonly { readonly value: string; readonly from: number; readonly leaveBelow?: number }[]
  readonly min?: number
  readonly max?: number
  /** Points for what people do; they fade, and stand in a field of their own. */
  readonly engagement?: {
    readonly field: string
    readonly kinds: readonly {
      readonly kind: string
      readonly label?: LocalizedText
      readonly points: number
      /** At most so many points a day, and in a window of days. */
      readonly perDay?: number
      readonly window?: { readonly days: number; readonly points: number }
    }[]
    /** Half of them gone after so many days; or so many gone each time so many days pass without anything new. */
    readonly decay?:
      | { readonly type: 'halfLife'; readonly days: number }
      | { readonly type: 'step'; readonly days: number; readonly by: number }
  }
}

/** `assignments/<key>.json`: who gets a record. */
export type AssignmentDocument = ElementHead & {
  readonly entity: string
  readonly field?: string
  readonly rules: readonly {
    readonly key: string
    readonly label?: LocalizedText
    readonly when?: Condition
    readonly pool: {
      readonly users?: readonly string[]
      readonly roles?: readonly string[]
      readonly departments?: readonly string[]
    }
    readonly strategy: 'roundRobin' | 'weighted' | 'leastLoad' | 'territory' | 'skill' | 'sticky'
    readonly weights?: { readonly [user: string]: number }
    /** Who has so many open records is passed over. */
    readonly capacity?: number
    /** Who stands for which area, by the beginning of its code: the closest area counts. */
    readonly territory?: {
      readonly path: string
      readonly areas: readonly { readonly area: string; readonly users: readonly string[] }[]
    }
    /** What the record asks for, and who can do it how well. */
    readonly skills?: {
      readonly needs: readonly {
        readonly skill: string
        readonly level?: number
        readonly when?: Condition
      }[]
      readonly people: { readonly [user: string]: { readonly [skill: string]: number } }
    }
    /** Only people at work now: by one calendar, or by their own where they have one. */
    readonly hours?: { readonly calendar: string; readonly own?: { readonly [user: string]: string } }
    /** For `sticky`: where the person stands who has it already (`account.owner`); default: the field itself. */
    readonly sticky?: string
  }[]
  /** Which records count as somebody's load; default: all that are theirs. */
  readonly load?: Condition
  /** Whoever gets a record has so long to take it up. */
  readonly accept?: {
    /** ISO duration. */
    readonly within: string
    readonly calendar?: string
    /** What taking it up looks like; default: that person changes the record. */
    readonly when?: Condition
    /** To the next in turn, or back to the public pool, which the values below may mark. */
    readonly else: 'next' | 'recycle'
    readonly set?: { readonly [field: string]: unknown }
  }
  readonly fallback?: { readonly user?: string; readonly role?: string }
}

/** `tables/<key>.json`: a decision table. */
export type DecisionTableDocument = ElementHead & {
  readonly entity?: string
  readonly hitPolicy: 'unique' | 'any' | 'priority' | 'first' | 'collect' | 'rule_order' | 'output_order'
  readonly aggregate?: 'sum' | 'min' | 'max' | 'count'
  readonly inputs: readonly { readonly key: string; readonly expr: Expression }[]
  readonly outputs: readonly { readonly key: string; readonly type: string }[]
  readonly rows: readonly {
    readonly when: readonly (Condition | null)[]
    readonly then: readonly Expression[]
  }[]
}

/** `calendars/<key>.json` */
export type CalendarDocument = ElementHead & {
  readonly timeZone: string
  /** Intervals `["09:00","12:00"]` for Monday (1) to Sunday (7). */
  readonly week: { readonly [day: string]: readonly (readonly [string, string])[] }
  readonly exceptions?: readonly {
    readonly date: string
    readonly kind: 'off' | 'work'
    readonly label?: LocalizedText
    readonly intervals?: readonly (readonly [string, string])[]
    readonly provisional?: boolean
  }[]
}
