import { say } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ScoreDocument } from '@mortise/schema'

/** What one row gave. */
export type Contribution = { readonly key: string; readonly label: string; readonly points: number }

/** Points and grade of a record, with what they are made of. */
export type ScoreResult = {
  readonly points: number
  readonly grade: string | null
  readonly contributions: readonly Contribution[]
}

type Row = ScoreDocument['rows'][number]

function rowPoints(row: Row): number {
  if (row.cap === undefined) return row.points
  return row.points < 0 ? Math.max(row.points, -row.cap) : Math.min(row.points, row.cap)
}

type Grades = NonNullable<ScoreDocument['grades']>

const sorted = new WeakMap<ScoreDocument, Grades>()

/** Grades of a score, highest first. */
function gradesOf(score: ScoreDocument): Grades {
  let grades = sorted.get(score)
  if (grades === undefined)
    sorted.set(score, (grades = [...(score.grades ?? [])].sort((a, b) => b.from - a.from)))
  return grades
}

/** Grade for points. A grade once reached is kept until the points fall below its `leaveBelow`. */
export function gradeOf(score: ScoreDocument, points: number, before: string | null): string | null {
  const high = gradesOf(score)
  const reached = high.findIndex((grade) => points >= grade.from)
  const kept = high.findIndex((grade) => grade.value === before)
  const keeps = kept >= 0 && points >= (high[kept]?.leaveBelow ?? high[kept]?.from ?? 0)
  if (keeps && (reached < 0 || kept < reached)) return high[kept]?.value ?? null
  return high[reached]?.value ?? null
}

/**
 * Counts a record's points from its present values; nothing is accumulated, so that counting twice gives the same.
 * Every row whose condition is exactly true gives its points (at most its `cap` in size); the sum stays between
 * `min` and `max`. `engagement` are the points of behaviour, as they stand in their field. `gradeBefore` is the grade the record has, for hysteresis.
 */
export function scoreRecord(
  score: ScoreDocument,
  evaluate: (expression: Expression) => Json,
  gradeBefore: string | null = null,
  engagement = 0,
): ScoreResult {
  const contributions = score.rows
    .filter((row) => evaluate(row.when) === true)
    .map((row) => ({ key: row.key, label: say(row.label, 'zh') || row.key, points: rowPoints(row) }))
  if (engagement !== 0) contributions.push({ key: '$engagement', label: '互动', points: engagement })
  const sum = contributions.reduce((total, one) => total + one.points, 0)
  const points = Math.min(score.max ?? Infinity, Math.max(score.min ?? -Infinity, sum))
  return { points, grade: gradeOf(score, points, gradeBefore), contributions }
}

/** The contributions as text, one a line: `Industry +20`. */
export function explainScore(result: ScoreResult): string {
  return result.contributions
    .map((one) => `${one.label} ${one.points < 0 ? '' : '+'}${one.points}`)
    .join('\n')
}
