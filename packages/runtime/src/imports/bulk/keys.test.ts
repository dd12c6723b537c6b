import { describe, expect, it } from 'vitest'
import { standardMapping } from '../open-import.ts'
import type { ImportMapping, ImportPlan } from '../types.ts'
import { rowKeys } from './keys.ts'

const block = (fields: readonly string[], normalise?: string) => ({
  key: fields.join(),
  fields,
  on: 'block',
  ...(normalise === undefined ? {} : { normalise }),
})

/** A plan for an entity with these rules and unique fields. */
function planOf(
  entity: { readonly duplicates?: readonly unknown[]; readonly unique?: readonly string[] },
  mapping: Partial<ImportMapping>,
): ImportPlan {
  const fields = (entity.unique ?? []).map((key) => ({ key, document: { unique: true } }))
  const document = { duplicates: entity.duplicates ?? [] }
  const plan = { entity: { document, fields }, columns: [], mapping: { ...standardMapping, ...mapping } }
  return plan as unknown as ImportPlan
}

describe('keys of a row', () => {
  it('are one where a field is matched by, unique and told apart by all at once', () => {
    const entity = { duplicates: [block(['no'], 'none'), block(['no'])], unique: ['no'] }
    const keys = rowKeys(planOf(entity, { matchBy: ['no'] }))
    expect(keys?.most).toBe(1)
    expect(keys?.of({ no: 'EX-1' })).toHaveLength(1)
    expect(keys?.of({ no: null })).toEqual([])
  })

  it('are several where texts are compared in several ways', () => {
    const keys = rowKeys(planOf({ duplicates: [block(['phone'], 'phone')], unique: ['phone'] }, {}))
    const [folded, plain] = keys?.of({ phone: '137 0000 0001' }) ?? []
    const [same, otherwise] = keys?.of({ phone: '13700000001' }) ?? []
    expect(plain).not.toBe(otherwise)
    expect(folded).toBe(same)
    expect(keys?.of({ phone: '13700000001' })).toHaveLength(keys?.most ?? 0)
  })

  it('are none where nothing tells rows apart', () => {
    expect(rowKeys(planOf({}, { matchBy: ['no'], onMatch: 'create' }))).toBeUndefined()
  })
})
