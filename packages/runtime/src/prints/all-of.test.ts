import type { RecordQuery } from '@mortise/schema'
import type { RecordPage } from '@mortise/store'
import { expect, it } from 'vitest'
import { allOf } from './all-of.ts'

/** A door behind which so many rows lie. */
function doorOn(count: number) {
  return {
    query: ({ limit, cursor }: RecordQuery) => {
      const from = Number(cursor ?? 0)
      const to = Math.min(count, from + limit)
      const records = Array.from({ length: to - from }, (_, at) => ({ id: String(from + at), values: {} }))
      return Promise.resolve({
        records,
        refs: {},
        nextCursor: to < count ? String(to) : null,
      } as never as RecordPage)
    },
  }
}

it('prints every row however many pages they take, and refuses rather than leaving some out', async () => {
  const rows = await allOf(doorOn(1_201), { entity: 'line', fields: [] }, '明细')
  expect([rows.length, rows[0]?.id, rows.at(-1)?.id]).toEqual([1_201, '0', '1200'])
  await expect(allOf(doorOn(5_001), { entity: 'line', fields: [] }, '明细')).rejects.toMatchObject({
    code: 'PRINT_ROWS_TOO_MANY',
    text: { zh: expect.stringContaining('“明细”超过 5000 条') as string },
  })
})
