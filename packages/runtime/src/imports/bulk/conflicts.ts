import type { Actor } from '@mortise/store'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import type { Chunk, ChunkMaker } from './chunk.ts'

/** Places in the chunk of rows that some record stands in the way of, or is meant by. */
export async function conflictsOf(
  unit: Unit,
  actor: Actor,
  given: { readonly chunk: Chunk; readonly lifted: boolean; readonly maker: ChunkMaker },
): Promise<ReadonlySet<number>> {
  const { chunk, lifted, maker } = given
  const found = new Set<number>()
  if (maker.keys === undefined) return found
  const { entity, mapping } = maker.plan
  const { rows } = chunk
  const all = unit.door(automation(unit, 'read'))
  // A table that was empty has no other rows than those of the file, whose keys were looked at already.
  for (const place of (await all.blocking(entity.key, rows, { ownToo: !lifted })).keys()) found.add(place)
  if (lifted) return found
  for (const place of (await all.taken(entity.key, rows)).keys()) found.add(place)
  if (mapping.matchBy.length > 0 && mapping.onMatch !== 'create')
    for (const place of (await unit.door(actor).matching(entity.key, mapping.matchBy, rows)).keys())
      found.add(place)
  return found
}
