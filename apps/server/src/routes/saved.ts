import { type ErrorDetail, say } from '@mortise/errors'
import { entityFor, refsOf, type Saved, type Unit } from '@mortise/runtime'
import type { RecordValues } from '@mortise/schema'
import type { Actor, Refs } from '@mortise/store'
import type { FastifyRequest } from 'fastify'
import { localeOf } from '../plugins/failures.ts'
import { wire, type WireRecord } from './wire.ts'

/** Values without what only says which record is meant. */
export function withoutHead(values: RecordValues): RecordValues {
  if (!Object.hasOwn(values, 'id') && !Object.hasOwn(values, 'version')) return values
  const { id: _id, version: _version, ...rest } = values
  return rest
}

type Warning = { readonly path: string; readonly code: string; readonly message: string }

function warningsOf(warnings: readonly ErrorDetail[], request: FastifyRequest): readonly Warning[] {
  return warnings.map(({ path, code, message }) => ({ path, code, message: say(message, localeOf(request)) }))
}

/** What a saver sees of what was saved: the record as rules left it, names, and what was let through but wants said. */
export async function saved(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly done: Saved; readonly request: FastifyRequest },
): Promise<{ readonly data: WireRecord; readonly refs: Refs; readonly warnings: readonly Warning[] }> {
  const { done, request } = given
  const door = unit.door(actor)
  const entity = entityFor(unit, actor, given.entity)
  // Rows of its own do not come with what was saved.
  const hasRows = entity.relations.some((relation) => relation.owned)
  const read = hasRows ? await door.get(entity.key, done.record.id, { rows: 'all' }) : null
  const fresh = read ?? done.record
  const refs = await refsOf({ door, published: unit.published, kit: unit.options.kit }, entity, fresh.values)
  return { data: wire(fresh), refs, warnings: warningsOf(done.warnings, request) }
}
