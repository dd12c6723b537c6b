import { createHash } from 'node:crypto'
import type { FieldModel } from '@mortise/schema'
import type { Actor, ImportRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { isReasonColumn } from './reason-column.ts'
import { mappingOf, reportOf } from './open-import.ts'
import type { ImportMapping } from './types.ts'

/** Files with the same columns, in whatever order, are of one kind. */
function signatureOf(columns: readonly string[]): string {
  const names = columns.filter((name) => name !== '' && !isReasonColumn(name)).toSorted()
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 32)
}

/** What was said of a file of this kind last, as far as it still holds. */
export async function rememberedMapping(
  side: Unit['tx']['side'],
  actor: Actor,
  of: {
    readonly entity: string
    readonly columns: readonly string[]
    readonly fields: readonly FieldModel[]
  },
): Promise<
  { readonly columns: ImportMapping['columns']; readonly rest: Omit<ImportMapping, 'columns'> } | undefined
> {
  const { entity, columns, fields } = of
  if (actor.userId === null) return undefined
  const signature = signatureOf(columns)
  const known = await side.imports.mapping({ entity, signature, userId: actor.userId })
  if (known === null) return undefined
  const { columns: said, ...rest } = mappingOf(known)
  const writable = new Set(fields.map(({ key }) => key))
  const kept = Object.entries(said).filter(
    ([column, field]) => columns.includes(column) && writable.has(field),
  )
  return {
    columns: Object.fromEntries(kept),
    rest: {
      ...rest,
      matchBy: rest.matchBy.filter((field) => writable.has(field)),
      createMissing: rest.createMissing.filter((field) => writable.has(field)),
    },
  }
}

/** Keeps what was said of an import that begins, for the next file of its kind. */
export async function rememberMapping(unit: Unit, row: ImportRow): Promise<void> {
  const { columns = [] } = reportOf(row)
  const { entity, mapping, options, createdBy } = row
  const of = { entity, signature: signatureOf(columns), userId: createdBy }
  await unit.tx.side.imports.keepMapping(of, { mapping, options })
}
