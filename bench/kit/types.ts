/** What one side of a measurement used for one operation, in CPU milliseconds (user and system). */
export type Cost = {
  /** The process that does the work. */
  readonly server: number
  /** Postgres with all its processes; 0 where none takes part. */
  readonly database: number
  /** Time that passed, for orientation only: it says more about the machine than about the code. */
  readonly wall: number
}

/** The two sides of one round. */
export type Round = { readonly ours: Cost; readonly limit: Cost }

/** A figure that is promised: which ratio, and on which side of what number it has to stay; or how many MB over idle. */
export type Reach = { readonly of: 'ours/limit' | 'limit/ours' | 'memory'; readonly bound: number }

/** One line of output. `ours`, `limit` and `ratio` are what `reach` is about; the rest tells more. */
export type Line = {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly limit: number
  readonly ratio: number
  /** Such as `ours/limit <= 2`. */
  readonly reach: string
  readonly reached: boolean
  /** MB over idle at the worst moment, where it was looked at. */
  readonly memory?: number
  readonly [more: string]: unknown
}

/** A measurement: `bench/<name>/bench.ts` exports one as `measurement`, with its limit beside it. */
export type Measurement = {
  readonly name: string
  /** One line for what is to be reached; more of them for what is told beside it. */
  readonly run: (settings: Settings) => Promise<Line | readonly Line[]>
}

/** How much is measured. */
export type Settings = {
  /** Records in the tables. */
  readonly rows: number
  readonly rounds: number
  /** Multiplies the number of operations a round; below 1 for a quick look. */
  readonly effort: number
}
