import type { Json, LinkedRow } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'
import { automation } from '../context/automation.ts'

/** Paths split by their first step: `product.price` → product: [price]. */
export function byFirst(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const path of paths) {
    const at = path.indexOf('.')
    if (at < 0) continue
    const list = found.get(path.slice(0, at)) ?? []
    list.push(path.slice(at + 1))
    found.set(path.slice(0, at), list)
  }
  return found
}

const isRow = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows a record brings along under a sub-table's key. */
export function rowsIn(values: RecordValues, table: string): readonly RecordValues[] {
  const list = values[table]
  return Array.isArray(list) ? (list as readonly Json[]).filter(isRow) : []
}

/**
 * Rows that are on their way in, with what the paths read behind their links. One query per link field, however many
 * rows there are.
 */
export async function linkedRows(
  unit: Unit,
  given: {
    readonly entity: EntityModel
    readonly rows: readonly RecordValues[]
    readonly paths: readonly string[]
  },
): Promise<readonly LinkedRow[]> {
  const { entity, rows, paths } = given
  const behind = new Map<string, ReadonlyMap<string, LinkedRow>>()
  for (const [link, fields] of byFirst(paths)) {
    const field = entity.field(link)
    const target =
      field === undefined ? undefined : unit.options.kit.fields.find(field.type)?.target?.(field.document)
    if (target === undefined || unit.published.model.entity(target) === undefined) continue
    const ids = [
      ...new Set(rows.map((row) => row[link]).filter((id): id is string => typeof id === 'string')),
    ]
    behind.set(
      link,
      await readTargets(unit, { target, ids, fields: fields.filter((one) => !one.includes('.')) }),
    )
  }
  return rows.map((row) => {
    const links: Record<string, LinkedRow | null> = {}
    for (const [link, found] of behind) {
      const id = row[link]
      links[link] = typeof id === 'string' ? (found.get(id) ?? null) : null
    }
    return { row, links }
  })
}

async function readTargets(
  unit: Unit,
  given: { readonly target: string; readonly ids: readonly string[]; readonly fields: readonly string[] },
): Promise<ReadonlyMap<string, LinkedRow>> {
  const found = new Map<string, LinkedRow>()
  const door = unit.door(automation(unit, 'read'))
  for (let at = 0; at < given.ids.length; at += 500) {
    const ids = given.ids.slice(at, at + 500)
    const page = await door.query({
      entity: given.target,
      fields: given.fields,
      filter: { in: [{ var: 'id' }, ids] },
      limit: 500,
    })
    for (const record of page.records) found.set(record.id, { row: { ...record.values, id: record.id } })
  }
  return found
}
