import type { DataDocument, PeopleDocument } from '../documents/data.ts'
import { scopeOfEntity } from '../check/paths.ts'
import { choiceOnPath } from '../names/choices.ts'
import { targetOf } from '../slots/entities.ts'
import type { RenameContext } from './rename-document.ts'

type Row = { readonly [field: string]: unknown }

/** An option, or a list of some, as it is written now; whatever else a value is stays. */
export function renameOption(
  value: unknown,
  entity: string,
  given: { readonly field: string; readonly context: RenameContext },
): unknown {
  if (typeof value === 'string') {
    const choice = choiceOnPath(given.context.model, scopeOfEntity(given.context.model, entity), given.field)
    return choice === undefined ? value : given.context.names.option(choice.entity, choice.field, value)
  }
  return Array.isArray(value) ? value.map((one: unknown) => renameOption(one, entity, given)) : value
}

/** Values of a record as people write them, sub-table rows included, under the new keys of their fields. */
export function renameValues<T extends Row>(
  values: T,
  entity: string | undefined,
  context: RenameContext,
): T {
  if (entity === undefined) return values
  const entries = Object.entries(values).map(([key, value]) => {
    const inner = targetOf(context.model, entity, key)
    const rows =
      Array.isArray(value) && inner !== undefined
        ? value.map((row: unknown) =>
            typeof row === 'object' && row !== null ? renameValues(row as Row, inner, context) : row,
          )
        : value
    return [context.names.field(entity, key), renameOption(rows, entity, { field: key, context })] as const
  })
  return Object.fromEntries(entries) as T
}

/** Starter rows under new names. */
export function renameData(data: DataDocument, context: RenameContext): DataDocument {
  return {
    ...data,
    entity: context.names.document('entity', data.entity),
    rows: data.rows.map((row) => renameValues(row, data.entity, context)),
  }
}

/** People with new names of their roles. */
export function renamePeople(people: PeopleDocument, { names }: RenameContext): PeopleDocument {
  return {
    ...people,
    users: people.users.map((user) => ({
      ...user,
      roles: user.roles.map((role) => names.document('role', role)),
    })),
  }
}
