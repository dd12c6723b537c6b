import { describe, expect, it } from 'vitest'
import { defineErrors, editDistance, isMortiseError, nearestName, say, toPublicError } from './index.ts'

const errors = defineErrors({
  FIELD_UNKNOWN: { kind: 'user', zh: '没有字段 {name}', en: 'no field {name}' },
  DATABASE_AWAY: { kind: 'operational', zh: '数据库连不上', en: 'database is away' },
  BUG: { kind: 'unexpected', zh: '内部 {secret}', en: 'inner {secret}' },
})

describe('error tables', () => {
  it('fills the message in both languages and keeps the code', () => {
    const error = errors.FIELD_UNKNOWN({ name: 'amout' })
    expect(isMortiseError(error)).toBe(true)
    expect(error.text).toEqual({ zh: '没有字段 amout', en: 'no field amout' })
    expect([error.code, error.status]).toEqual(['FIELD_UNKNOWN', 400])
  })

  it('never shows the inside of an unexpected error', () => {
    const shown = toPublicError(errors.BUG({ secret: 'hunter2' }), { locale: 'zh', requestId: 'r1' })
    expect(shown.status).toBe(500)
    expect(JSON.stringify(shown)).not.toContain('hunter2')
    expect(toPublicError(new Error('SELECT 1'), { locale: 'en', requestId: 'r1' }).body.error.code).toBe(
      'UNEXPECTED',
    )
  })

  it('answers an operational error with 503 in the caller’s language', () => {
    const shown = toPublicError(errors.DATABASE_AWAY(), { locale: 'zh', requestId: 'r2' })
    expect([shown.status, shown.body.error.message]).toEqual([503, '数据库连不上'])
  })
})

describe('nearest name', () => {
  it('finds a typing slip and refuses a guess', () => {
    expect(nearestName('amout', ['name', 'amount', 'stage'])).toBe('amount')
    expect(nearestName('zzz', ['name', 'amount'])).toBeUndefined()
    expect(editDistance('ab', 'ba')).toBe(1)
  })
})

describe('texts', () => {
  it('falls back to the other language instead of showing nothing', () => {
    expect(say({ zh: '客户' }, 'en')).toBe('客户')
    expect(say(undefined, 'en')).toBe('')
  })
})
