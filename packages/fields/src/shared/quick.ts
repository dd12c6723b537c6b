import type { FieldDocument } from '@mortise/schema'
import type { QuickReader } from '../define.ts'
import { numberOf, textOf } from './settings.ts'

/** For types whose plain cells are their own values. */
export function asWritten(plain: RegExp, most: number): QuickReader {
  return (words) => (words.length <= most && plain.test(words) ? words : undefined)
}

/** For prose: any text that is short enough and can be stored. */
export function quickProse(most: number): QuickReader {
  return (words) =>
    words.length <= most && !words.includes('\u0000') && words.isWellFormed() ? words : undefined
}

/** For exact numbers without bounds: digits as a canonical number has them, or with zeros after the point. */
export function quickExact(field: FieldDocument, scale: number): QuickReader {
  if (isBounded(field)) return () => undefined
  const exact = new RegExp(`^(?:0|-?[1-9]\\d{0,14})${scale === 0 ? '' : `(?:\\.\\d{1,${scale}})?`}$`, 'u')
  return (words) => {
    if (!exact.test(words)) return undefined
    return words.includes('.') ? words.replace(/\.?0+$/u, '') : words
  }
}

/** Whether a number field has a smallest or a largest value. */
export function isBounded(field: FieldDocument): boolean {
  return ['min', 'max'].some((key) => (textOf(field, key) ?? numberOf(field, key)) !== undefined)
}
