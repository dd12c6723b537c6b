/**
 * What one question that counts and adds up may cost. All of it in one place: `openStore` takes other numbers, the server
 * reads them from its environment.
 */
export type QueryLimits = {
  /** The planner's estimate, in its own unit (a page read in order), above which a question is not even begun. */
  readonly cost: number
  /** Seconds after which a question that costs something is given up. */
  readonly seconds: number
  /** Rows times columns of an answer. */
  readonly cells: number
  /** Estimate from which a question counts as costing something: it runs in a time of its own, and its answer is kept. */
  readonly heavy: number
  /** Cells of all kept answers of a process together; at 0 everybody's question is asked for itself. */
  readonly keptCells: number
}

/** About a minute of reading; half a minute; some hundred megabytes in memory; some hundredth of a second; 50 MB. */
export const usualLimits: QueryLimits = {
  cost: 20_000_000,
  seconds: 30,
  cells: 2_000_000,
  heavy: 3_000,
  keptCells: 500_000,
}
