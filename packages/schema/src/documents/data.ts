import type { Expression, Json } from '@mortise/expressions'
import type { ElementHead } from './common.ts'

/**
 * `data/<entity>.json`: starter or demo rows. Links name other rows by `$key`, and people by the key of the people document,
 * both with `$` before it. `$past` says what tracked fields held and since when, oldest first; the last of each is what the
 * field holds now. Days are told around the day of installation: `$today-30`, `$now-12.5`, `$month-1` for the first of
 * the month before, `$work-5` for the fifth working day before it, and `$work-5T10:30` for that hour of it.
 */
export type DataDocument = {
  readonly entity: string
  readonly demo?: boolean
  readonly rows: readonly {
    readonly $key?: string
    readonly $past?: { readonly [field: string]: readonly (readonly [value: string, since: string])[] }
    readonly [field: string]: Json | undefined
  }[]
}

/** People and departments that come with an app's demo data: `data/_people.json`. */
export type PeopleDocument = {
  readonly demo?: boolean
  /** Parents stand before what lies in them. */
  readonly regions?: readonly { readonly key: string; readonly name: string; readonly parent?: string }[]
  readonly departments: readonly {
    readonly key: string
    readonly name: string
    readonly parent?: string
    readonly region?: string
    readonly head?: string
  }[]
  readonly users: readonly {
    readonly key: string
    readonly name: string
    readonly email: string
    readonly department?: string
    readonly region?: string
    readonly manager?: string
    readonly roles: readonly string[]
    readonly title?: string
  }[]
}

/**
 * One step of a scenario. `as` is a user key of the people document, or an e-mail address (default: administrator). `save` gives the
 * made record a name that later steps use as `$name` (its id) or `$name.field`.
 */
export type ScenarioStep = {
  readonly as?: string
  readonly note?: string
  readonly create?: {
    readonly entity: string
    readonly values: { readonly [field: string]: Json }
    readonly save?: string
  }
  readonly update?: { readonly record: string; readonly values: { readonly [field: string]: Json } }
  readonly remove?: { readonly record: string }
  readonly startFlow?: { readonly flow: string; readonly record: string; readonly save?: string }
  /**
   * Acts on the open work item of `record` that waits for the acting person; `recall`, `terminate`, and `retry` and `skip` for a
   * step that failed, act on the run itself.
   */
  readonly decide?: {
    readonly record: string
    readonly command: string
    readonly data?: { readonly [key: string]: Json }
  }
  readonly runRule?: { readonly rule: string; readonly record: string }
  /** Imports a small file; without a mapping the suggested one is taken. */
  readonly import?: {
    readonly entity: string
    readonly csv: string
    readonly mapping?: { readonly [column: string]: string }
    readonly matchBy?: readonly string[]
    readonly onMatch?: 'update' | 'skip' | 'create'
    /** How many rows must have come to what. Without it no row may be faulty. */
    readonly counts?: { readonly [outcome: string]: number }
  }
  /** Something a person did with a record, such as opening a quote. */
  readonly behaviour?: { readonly record: string; readonly kind: string }
  /** Takes a record out of the bin. */
  readonly restore?: { readonly record: string }
  /** A message to runs on a record comes, as if from outside. */
  readonly message?: { readonly name: string; readonly record: string }
  /** Somebody leaves the company, or comes back. */
  readonly person?: { readonly user: string; readonly active: boolean }
  /** Exports an entity as a table; these texts have to stand in it. */
  readonly export?: {
    readonly entity: string
    readonly fields?: readonly string[]
    readonly contains?: readonly string[]
  }
  /** Publishes a change of the design: these properties of a document are replaced. */
  readonly publish?: {
    readonly kind: string
    readonly key: string
    readonly change: { readonly [property: string]: Json }
  }
  /** Lets time pass, `PT24H` or `P2D`, and does what is due by then. */
  readonly advanceTime?: string
  readonly expect?: {
    readonly record?: string
    readonly values?: { readonly [field: string]: Json }
    /** An expression on the record that must hold. */
    readonly that?: Expression
    readonly count?: { readonly entity: string; readonly filter?: Expression; readonly is: number }
    readonly workItems?: { readonly as: string; readonly count: number }
    /** How the newest run of a flow on `record` goes: how it ended, where it stands, the steps it came by in order. */
    readonly run?: {
      readonly flow: string
      readonly status?: string
      readonly at?: readonly string[]
      readonly passed?: readonly string[]
    }
    /** The newest notification of a person holds this text. */
    readonly notified?: { readonly as: string; readonly contains: string }
    /** The audit log has an entry of this kind by this person. */
    readonly audited?: { readonly as: string; readonly action: string }
    readonly report?: {
      readonly report: string
      readonly rows?: readonly { readonly [key: string]: Json }[]
      readonly total?: { readonly [measure: string]: Json }
    }
    readonly print?: {
      readonly template: string
      readonly record: string
      readonly contains: readonly string[]
    }
  }
  /** The step must fail with this error code. */
  readonly fails?: string
}

/** `scenarios/<key>.json`: a business case replayed through the runtime. */
export type ScenarioDocument = ElementHead & {
  /** When it is played, an instant; a Monday morning in March 2026 when absent. */
  readonly startsAt?: string
  readonly given?: readonly ScenarioStep[]
  readonly steps: readonly ScenarioStep[]
}
