import { expect, test } from 'vitest'
import { readMatch, writeMatch } from './match.ts'

const term = { path: 'code', operator: '==', with: 'record', value: 'product_code' } as const

test('comparisons with the record at hand and with values come back as they were', () => {
  const fixed = { path: 'state', operator: '!=', with: 'fixed', value: 'sold' } as const
  expect(readMatch(writeMatch([term]))).toEqual([term])
  expect(readMatch(writeMatch([term, fixed]))).toEqual([term, fixed])
  expect(writeMatch([term])).toEqual({ '==': [{ var: 'code' }, { var: 'record.product_code' }] })
  expect([writeMatch([]), readMatch(null)]).toEqual([null, []])
})

test('what says more is left as it is', () => {
  expect(readMatch({ or: [{ '==': [{ var: 'a' }, 1] }] })).toBeUndefined()
  expect(readMatch({ '==': [{ var: 'a' }, { var: 'b' }] })).toBeUndefined()
})
