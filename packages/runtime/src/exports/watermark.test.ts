import type { FieldModel } from '@mortise/schema'
import { expect, it } from 'vitest'
import { sensitiveKeys, watermarkFor } from './watermark.ts'

const field = (document: { readonly sensitive?: boolean } = {}) => ({ document }) as unknown as FieldModel
const by = { name: '吴磊', locale: 'zh' } as const
const at = { now: Date.parse('2026-03-08T17:00:00.000Z'), timeZone: 'Asia/Shanghai' }

it('marks exports that hold sensitive columns, with the day where the company is', () => {
  const keys = sensitiveKeys(
    ['name', 'phone', 'lead.phone'],
    [field(), field({ sensitive: true }), undefined],
  )
  expect(keys).toEqual(['phone'])
  expect(watermarkFor(keys, by, at)).toEqual({ head: '导出人', text: '吴磊 2026-03-09 敏感数据，请勿外传' })
})

it('leaves others as they are', () => {
  expect(watermarkFor([], by, at)).toBeUndefined()
})
