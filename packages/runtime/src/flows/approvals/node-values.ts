import type { Json } from '@mortise/expressions'
import type { Edit, FlowInstance, WorkItem } from '@mortise/flows'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { actingFor } from '../../context/acting.ts'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { rootCause } from '../../records/cause.ts'
import { entityFor } from '../../records/entity-for.ts'
import { saveRecord } from '../../records/save.ts'
import { nodeFields, unwritableAt } from '../node-fields.ts'
import { filledRows, rightOn, shutColumn } from './masks.ts'

const systemColumns: ReadonlySet<string> = new Set(['id', 'position'])

/**
 * Saves what somebody filled in with a decision: only fields, and columns of sub-tables, that the step lets them write. Tells
 * what has changed, for the trail.
 */
export async function saveNodeValues(
  unit: Unit,
  actor: Actor,
  at: {
    readonly definition: FlowDocument
    readonly instance: FlowInstance
    readonly item: WorkItem | undefined
    /** Whether the task is theirs, or of somebody they stand in for. */
    readonly mine: boolean
    readonly commandId: string
    readonly values: RecordValues | undefined
    readonly form?: string | undefined
  },
): Promise<readonly Edit[]> {
  const { definition, instance, item, values = {}, form, commandId } = at
  if (Object.keys(values).length === 0) return []
  const rights = nodeFields(definition, item?.nodeId ?? '')
  const door = unit.door(automation(unit, 'read'))
  const before = await door.get(instance.entity, instance.recordId, { rows: 'all' })
  if (before === null) throw errors.RECORD_NOT_FOUND()
  const held = (field: string): Json => before.values[field] ?? null
  for (const [field, sent] of Object.entries(values)) {
    const shut =
      rightOn(rights, field) === 'write' || opensColumns(rights, field)
        ? shutColumn(rights, field, { before: held(field), sent })
        : field
    if (shut !== undefined || !at.mine) throw errors.FORBIDDEN({ what: shut ?? 'write' })
  }
  const written = Object.fromEntries(
    Object.entries(values).map(([field, sent]) => [
      field,
      filledRows(rights, field, { before: held(field), sent }),
    ]),
  )
  // What the approver filled in goes in with the rights of the flow's role; without one, with the approver's own.
  const acting = actingFor(unit, actor, { ...definition, via: `flow:${definition.key}` })
  const saved = await saveRecord(
    unit,
    { ...acting, typed: true },
    {
      request: {
        op: 'update',
        entity: instance.entity,
        id: instance.recordId,
        values: written,
        ignoreDuplicates: true,
        ...(form === undefined
          ? {}
          : { form, unwritable: unwritableAt(entityFor(unit, acting, instance.entity), rights) }),
      },
      cause: rootCause(`flow:${instance.id}:${commandId}`),
    },
  )
  const after = await door.get(instance.entity, instance.recordId, { rows: 'all' })
  return saved.changed
    .filter((field) => field in values && !systemColumns.has(field))
    .map((field) => ({ field, before: held(field), after: after?.values[field] ?? null }))
}

/** A sub-table that is read as a whole may have columns that are written. */
function opensColumns(rights: ReturnType<typeof nodeFields>, field: string): boolean {
  return Object.entries(rights).some(([key, right]) => key.startsWith(`${field}.`) && right === 'write')
}
