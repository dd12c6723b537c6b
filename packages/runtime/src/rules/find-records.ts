import type { FindRecordsEffect } from '@mortise/schema'
import type { EffectContext } from './carry-out.ts'
import { fillRefs } from './refs.ts'

/** Finds records with the rights of whoever acts, names the first, and changes them where it is asked to. */
export async function findRecords(effect: FindRecordsEffect, ctx: EffectContext): Promise<void> {
  const { unit, actor, cause, refs } = ctx
  const { entity, filter, sort, limit, ref, set } = effect
  const { records } = await unit.door(actor).query({
    entity,
    fields: ['id'],
    filter,
    sort: [...(sort === undefined ? [] : [sort]), { field: 'id', dir: 'asc' }],
    limit,
  })
  const [first] = records
  if (ref !== undefined && first !== undefined) refs.set(ref, first.id)
  if (set === undefined) return
  const values = fillRefs(set, refs)
  for (const { id } of records) {
    const request = { op: 'update', entity, id, values, ignoreDuplicates: true } as const
    await unit.commands.save(unit, actor, { request, cause })
    ctx.written.push({ entity, id })
  }
}
