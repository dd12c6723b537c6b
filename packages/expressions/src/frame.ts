import { budget } from './budget.ts'
import { errors } from './errors.ts'
import type { NodeType } from './node.ts'
import type { Environment } from './operator.ts'
import type { EvaluationInput, Json, LinkedRow } from './types.ts'
import { canonicalValue } from './values.ts'
import { type WorkdayCount, workdayCount } from './workday-count.ts'
import { dateAt, parseInstant } from './zone.ts'

const counts = new WeakMap<object, WorkdayCount>()

// A class only so that making one costs nothing until time is asked for: rules run by the thousand.
class Moment implements Environment {
  readonly input: EvaluationInput
  #now: number | undefined
  #today: string | undefined
  #steps = 0

  constructor(input: EvaluationInput) {
    this.input = input
  }

  get zone(): string {
    return this.input.timeZone ?? 'Asia/Shanghai'
  }

  get fiscalYearStart(): number {
    return this.input.fiscalYearStart ?? 1
  }

  get now(): number {
    this.#now ??= parseInstant(this.input.now) ?? 0
    return this.#now
  }

  begin(): void {
    this.#steps = 0
  }

  spend(steps: number): void {
    this.#steps += steps
    if (this.#steps > budget.steps) throw errors.EXPRESSION_BUDGET({ what: 'steps', limit: budget.steps })
  }

  workdays(): WorkdayCount {
    const { workdays } = this.input
    let known = workdays && counts.get(workdays)
    if (known === undefined) {
      known = workdayCount(workdays)
      if (workdays) counts.set(workdays, known)
    }
    return known
  }

  today(): string {
    this.#today ??= dateAt(this.now, this.zone)
    return this.#today
  }
}

let latestMoment: Moment | undefined

/**
 * What stays the same during one evaluation. Rules ask many things of one input in a row: they share it, with its time
 * read once, and each begins with a full budget.
 */
export function environmentOf(input: EvaluationInput): Environment {
  if (latestMoment?.input === input) {
    latestMoment.begin()
    return latestMoment
  }
  latestMoment = new Moment(input)
  return latestMoment
}

function own<T>(object: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}

/** The record at the end of the links in `path` (all but its last part). */
function follow(here: LinkedRow, path: readonly string[]): LinkedRow | null {
  let record: LinkedRow | null = here
  for (let i = 0; i < path.length - 1 && record !== null; i += 1)
    record = own<LinkedRow | null>(record.links, path[i] ?? '') ?? null
  return record
}

/** The value behind a path; own properties only, null for everything missing. */
export function readValue(here: LinkedRow, path: readonly string[], type: NodeType): Json {
  const record = path.length === 1 ? here : follow(here, path)
  return record === null ? null : canonicalValue(own(record.row, path[path.length - 1] ?? ''), type)
}

/** The child rows behind a path; none when anything is missing. */
export function readRows(here: LinkedRow, path: readonly string[]): readonly LinkedRow[] {
  const record = path.length === 1 ? here : follow(here, path)
  return record === null ? [] : (own(record.rows, path[path.length - 1] ?? '') ?? [])
}
