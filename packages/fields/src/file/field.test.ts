import { expect, it } from 'vitest'
import { image } from '../image/field.ts'
import { reading } from '../shared/testing.ts'
import { file } from './field.ts'

const pdf = { id: 'f1', name: '合同.PDF', size: 100, type: 'application/pdf' }

it('holds to count, type and size', () => {
  expect(reading(file, { maxCount: 1 })([pdf, { ...pdf, id: 'f2' }])).toBe('<FIELD_FILE_COUNT>')
  expect(reading(file, { accept: 'image/*,.pdf' })([pdf])).toEqual([pdf])
  expect(reading(image)([pdf])).toBe('<FIELD_FILE_TYPE>')
  expect(reading(file, { maxSize: 1 })([{ ...pdf, size: 2_000_000 }])).toBe('<FIELD_FILE_SIZE>')
  expect(reading(file)([{ ...pdf, id: '../etc/passwd' }])).toBe('<FIELD_FILES>')
  expect(reading(file)([{ ...pdf, url: 'javascript:x' }])).toEqual([pdf])
})
