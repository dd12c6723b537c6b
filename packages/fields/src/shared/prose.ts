import { textLength, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { ParseResult } from '../define.ts'
import { fail, ok, wrongKind, isEmpty, empty } from './results.ts'

/**
 * Takes a text byte for byte. Only what Postgres can't hold is refused: the NUL character and halves of surrogate
 * pairs; and texts longer than `max` code points.
 */
export function parseProse(input: Json | undefined, max: number): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'number' ? String(input) : input
  if (typeof words !== 'string') return wrongKind('文本', 'a text')
  return storable(words, max) ?? ok(words)
}

/** The error of a text that can't be stored, if it can't. */
export function storable(words: string, max: number): ParseResult | undefined {
  if (words.includes('\u0000') || !words.isWellFormed()) return fail(errors.FIELD_NUL())
  // Code points are never more than units, so most texts need no counting.
  const length = words.length > max ? textLength(words) : 0
  return length > max ? fail(errors.FIELD_TOO_LONG({ max, length })) : undefined
}

/** Texts that break careless code, cut to what the field allows. */
export function hostileTexts(field: FieldDocument, max: number): readonly string[] {
  const texts = [
    '上海某某科技有限公司',
    ' leading and trailing ',
    'O\'Brien "quoted" \\ back`slash`',
    "'; drop table users; --",
    '=cmd|"/c calc"!A1',
    'line one\r\nline two\ttab',
    '<script>alert(1)</script>',
    '𠮷野家 👨‍👩‍👧‍👦',
    'a,b;c|d',
    '{{x}} ${y} %s %',
    'constructor',
    '__proto__',
    'null',
    '0',
    '\u202eright to left\u202c',
    'é e\u0301',
    field.key,
  ]
  return texts.filter((words) => textLength(words) <= max)
}
