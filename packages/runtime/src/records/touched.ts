import { rootCause } from './cause.ts'
import type { Unit } from '../context/unit.ts'
import { automation } from '../context/automation.ts'

/**
 * Formulas that lean on a roll-up are worked out again where the roll-up moved. Nothing else of the record changes, so
 * its people see no edit of their own; rules that watch the formula do fire.
 */
export async function recomputeTouched(
  unit: Unit,
  touched: readonly { readonly entity: string; readonly id: string }[],
): Promise<void> {
  for (const { entity, id } of touched) {
    const model = unit.published.model.entity(entity)
    if (model === undefined || !leansOnRollups(unit, entity)) continue
    await unit.commands.save(unit, automation(unit, 'rollup'), {
      request: { op: 'update', entity, id, values: {}, ignoreDuplicates: true },
      cause: rootCause(`rollup:${entity}:${id}`),
    })
  }
}

/** Whether a stored formula of the entity reads one of its roll-ups. */
function leansOnRollups(unit: Unit, entity: string): boolean {
  const { fields } = unit.options.kit
  const model = unit.published.model.entity(entity)
  if (model === undefined) return false
  const rollups = new Set(
    model.fields
      .filter((field) => fields.find(field.type)?.source?.(field.document)?.from === 'rows')
      .map((field) => field.key),
  )
  if (rollups.size === 0) return false
  return unit.published
    .program(entity)
    .cells.some(
      (cell) => cell.aspect === 'value' && cell.table === '' && cell.reads.some((path) => rollups.has(path)),
    )
}
