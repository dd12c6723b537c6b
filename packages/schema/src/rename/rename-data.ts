import type { DataDocument, PeopleDocument } from '../documents/data.ts'
import { targetOf } from '../slots/entities.ts'
import type { RenameContext } from './rename-document.ts'

type Row = { readonly [field: string]: unknown }

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
    return [context.names.field(entity, key), rows] as const
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
