import type { ReportRow } from '../types.ts'
import { numberOf } from './standard/derive.ts'

/** A column of a row as a plain number; nothing is 0. */
export function plainNumber(row: ReportRow, key: string): number {
  return Number(numberOf(row[key]) ?? 0)
}
