import type { EntityChange } from '@mortise/schema'
import { createEntity, dropEntity, linkEntity, renameEntity } from './entities.ts'
import {
  addField,
  addUnique,
  changeField,
  changeFieldType,
  dropField,
  dropUnique,
  renameField,
  renameUnique,
} from './fields.ts'
import { renameOptions } from './options.ts'
import type { PlanContext, Step } from './types.ts'

type Planner<T extends EntityChange['type']> = (
  context: PlanContext,
  change: Extract<EntityChange, { type: T }>,
) => readonly Step[]

const planners: { readonly [T in EntityChange['type']]: Planner<T> } = {
  create_entity: createEntity,
  drop_entity: dropEntity,
  rename_entity: renameEntity,
  add_field: addField,
  drop_field: dropField,
  rename_field: renameField,
  change_field_type: changeFieldType,
  change_field: changeField,
  add_unique: addUnique,
  drop_unique: dropUnique,
  rename_unique: renameUnique,
  rename_options: renameOptions,
}

/** Statements for changes, in the order given; links of new tables come last, when every table is there. */
export function planChanges(context: PlanContext, changes: readonly EntityChange[]): readonly Step[] {
  const steps = changes.flatMap((change) => {
    // The table above pairs each type with its own planner.
    const planner = planners[change.type] as Planner<EntityChange['type']>
    return planner(context, change)
  })
  const links = changes.flatMap((change) =>
    change.type === 'create_entity' ? linkEntity(context, { ...change, type: 'create_entity' }) : [],
  )
  return [...steps, ...links]
}
