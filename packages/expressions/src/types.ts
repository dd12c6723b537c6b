import type { ErrorDetail, Localized, LocalizedText } from '@mortise/errors'

/*
 * Glossary. expression: JSON in the form of JsonLogic, over our own closed set of operators. scope: what
 * names mean at a place (an entity's fields, a flow's variables). slot: a place in a document that holds an
 * expression. type: what an expression yields. row: the frozen values an expression is evaluated on.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** An expression: a literal, a list of expressions, or `{"operator": [arguments…]}`. */
export type Expression = Json

/**
 * What an expression yields.
 * - `number`: exact decimal; as a value a JavaScript number (whole and safe) or a canonical decimal string.
 * - `text`, `boolean`.
 * - `date` `YYYY-MM-DD`, `datetime` ISO instant in UTC with milliseconds, `time` `HH:mm[:ss]`, `duration` seconds.
 * - `id`: one record, user or department (`entity` says of which); a uuid string.
 * - `set`: several values without order (multi-select, several links); `of` tells of what.
 * - `rows`: the rows of a relation, only as the first argument of sumOf, some, …
 * - `json`: a value without operators (files, addresses); can only be tested for null.
 * - `null`: the literal null, fits every type.
 */
export type ExpressionType =
  | {
      readonly kind:
        | 'number'
        | 'text'
        | 'boolean'
        | 'date'
        | 'datetime'
        | 'time'
        | 'duration'
        | 'json'
        | 'null'
    }
  | { readonly kind: 'id'; readonly entity: string }
  | { readonly kind: 'set'; readonly of: 'text' | 'id'; readonly entity?: string }
  | { readonly kind: 'rows'; readonly entity: string }

/** One name of a scope. */
export type ScopeName = {
  readonly key: string
  readonly label: LocalizedText
  readonly type: ExpressionType
  readonly nullable: boolean
  /** For `id` types: the scope behind the link, asked for lazily because links form cycles. */
  readonly target?: () => Scope | undefined
  /** For `rows` types, and for sets of links: the scope of one row. */
  readonly rows?: () => Scope | undefined
  /** Whether Postgres can compute it (a stored column can; a JavaScript-only value can't). Default true. */
  readonly sql?: boolean
  /**
   * Its values are put in before the rest is computed, as those of the record at hand in a filter over other records: to
   * the database they and what lies behind them are written out.
   */
  readonly bound?: boolean
}

/** What names mean at a place. Built by `schema` from an entity; tests build it by hand. */
export type Scope = {
  /** Entity key, or a made-up name such as `flow` for messages. */
  readonly name: string
  /** Own-property lookup by key only; never reaches a prototype. */
  readonly find: (key: string) => ScopeName | undefined
  /** Scopes of other entities, for `lookup`; absent where nothing may be looked up. */
  readonly entities?: {
    readonly find: (key: string) => Scope | undefined
    readonly keys: () => readonly string[]
  }
  /** Every key, for nearest-name hints and completion. */
  readonly keys: () => readonly string[]
}

/** What an expression leans on: whoever changes one of these may change its value. */
export type ExpressionDeps = {
  /** Own fields read: the first step of every path. */
  readonly fields: readonly string[]
  /** Paths read, such as `amount`, `customer.level`, `items.price`; sorted, without doubles. */
  readonly paths: readonly string[]
  /** Other entities looked through, with the paths read there. */
  readonly lookups: readonly { readonly entity: string; readonly paths: readonly string[] }[]
  /** The acting person. */
  readonly user: boolean
  /** The time of the request. */
  readonly now: boolean
  /** Values from before the change. */
  readonly previous: boolean
  /** The rows around, in a report. */
  readonly window: boolean
}

/** Where an expression can be computed. */
export type Backend = 'javascript' | 'postgres'

/** Everything the checker found out about an expression. One table drives recompute, "used by" and SQL. */
export type ExpressionInfo = {
  readonly type: ExpressionType
  readonly nullable: boolean
  readonly deps: ExpressionDeps
  /** `postgres` only when every operator and name in it has an SQL form. */
  readonly backends: readonly Backend[]
  /** Rough number of steps, for budgets. */
  readonly cost: number
}

/** A checked expression, or the places where it is wrong (`path` is a JSON pointer into the expression). */
export type CheckResult =
  | { readonly ok: true; readonly info: ExpressionInfo }
  | { readonly ok: false; readonly problems: readonly ErrorDetail[] }

/** The acting person, as far as expressions may see it: `{"user":"id"}`, `{"user":"dept"}`, … */
export type ExpressionUser = {
  readonly id: string
  readonly dept: string | null
  /** The user's department and all below it. */
  readonly deptTree: readonly string[]
  /** The user's department and all above it. */
  readonly deptPath?: readonly string[]
  /** The user's region, it and all below it, and the departments that lie in one of these. */
  readonly region?: string | null
  readonly regionTree?: readonly string[]
  readonly regionDepts?: readonly string[]
  readonly roles: readonly string[]
  /** Users whose chain of managers holds this user. */
  readonly subordinates: readonly string[]
  readonly attr: { readonly [name: string]: Json }
}

/**
 * What an evaluation runs on. All plain data, nothing looked up while evaluating: linked records that the
 * expression's `paths` name are in `row` as nested objects under `links`, child rows as arrays under `rows`.
 */
export type EvaluationInput = {
  /** Field values by key (see `RecordValues` in schema for the form of each type). */
  readonly row: { readonly [key: string]: Json }
  /** Values behind links: `links.customer = { level: 'A' }` for the path `customer.level`; null when empty. */
  readonly links?: { readonly [key: string]: LinkedRow | null }
  /** Child rows of a relation, for sumOf, some, … */
  readonly rows?: { readonly [key: string]: readonly LinkedRow[] }
  /** Values before the change; undefined for a new record or where there is no change. */
  readonly previous?: { readonly [key: string]: Json } | undefined
  readonly isNew?: boolean
  readonly user?: ExpressionUser | undefined
  /** Frozen time of this request, ISO instant. */
  readonly now: string
  /** IANA zone of the workspace, for today, dateIn, dateTrunc, …; default Asia/Shanghai. */
  readonly timeZone?: string
  /** Month (1–12) in which the fiscal year starts; default 1. */
  readonly fiscalYearStart?: number
  /** Working days of the workspace, for workdays; default Monday to Friday. */
  readonly workdays?: Workdays
  /** Answers `lookup` from what was read before; null while nobody has read it. */
  readonly lookup?: (request: LookupRequest) => Json
  /** The rows of a report around this one, for window operators. */
  readonly window?: ReportWindow
}

/** Which days are worked: weekdays (1 is Monday), and dates `YYYY-MM-DD` that differ from their weekday. */
export type Workdays = {
  readonly week: readonly number[]
  /** Holidays on working weekdays. */
  readonly off: readonly string[]
  /** Make-up days on free weekdays. */
  readonly on: readonly string[]
}

/** What a `lookup` asks for; `filter` speaks of the entity alone, the values of the record at hand are filled in. */
export type LookupRequest = {
  readonly entity: string
  readonly filter: Expression
  readonly field: string
  /** First of this order, then by id; absent means by id. */
  readonly order?: { readonly field: string; readonly descending: boolean }
  /** A figure over all records that fit, instead of the first one's value. */
  readonly figure?: LookupFigure
}

/** What can be made of the records a `tally` finds. */
export type LookupFigure = 'count' | 'sum' | 'avg' | 'min' | 'max'

/** Rows of a report: all of them, and those of one series in their order. */
export type ReportWindow = {
  readonly all: readonly LinkedRow[]
  readonly series: readonly LinkedRow[]
  /** Place of the row at hand in `all`, and in `series`. */
  readonly at: { readonly all: number; readonly series: number }
}

/** A record behind a link or a child row: its values, and its own links and rows when paths go deeper. */
export type LinkedRow = {
  readonly row: { readonly [key: string]: Json }
  readonly links?: { readonly [key: string]: LinkedRow | null }
  readonly rows?: { readonly [key: string]: readonly LinkedRow[] }
}

/** One operator: type, JavaScript meaning and SQL in one file (`operators/<name>.ts`), made by `defineOperator`. */
export type OperatorHelp = {
  readonly label: Localized
  /** Name in the text form: `IF`, and `如果` in Chinese. */
  readonly names: Localized
  readonly help: Localized
  readonly example: string
  readonly group:
    | 'compare'
    | 'logic'
    | 'number'
    | 'text'
    | 'date'
    | 'list'
    | 'user'
    | 'change'
    | 'report'
    | 'other'
}
