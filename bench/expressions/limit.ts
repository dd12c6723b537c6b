import jsonLogic from 'json-logic-js'
import { type Row, scoreRows } from './rules.ts'

/** The same score by json-logic-js, which walks the JSON each time. */
export function limitScore(row: Row): number {
  let points = 0
  for (const { when, points: worth } of scoreRows)
    if (jsonLogic.apply(when as never, row) === true) points += worth
  return points
}
