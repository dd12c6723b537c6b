import type { ErrorDetail } from '@mortise/errors'
import type { Json, LinkedRow } from '@mortise/expressions'
import { type FormNeeds, type FormProgram, prepareRecord } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { linkedRows, rowsIn } from './around.ts'
import { automation } from '../context/automation.ts'
import { withLookups } from '../context/lookups.ts'
import type { SaveRequest } from './types.ts'

/** A record ready to be written. */
export type Prepared = {
  /** What the writer gave, in canonical form; the writer's field rights are asked for these. */
  readonly values: RecordValues
  /** What defaults, formulas and rules worked out. */
  readonly derived: RecordValues
  /** The whole record as it will be. */
  readonly all: RecordValues
  readonly problems: readonly ErrorDetail[]
  readonly warnings: readonly ErrorDetail[]
}

/** What is being prepared. `extra` are values that rules set, over those of the request. */
export type PrepareGiven = {
  readonly request: Pick<SaveRequest, 'values'>
  readonly before: RecordValues | undefined
  readonly entity: EntityModel
  readonly extra?: RecordValues
}

/** Reads the input by field types, fills in defaults and formulas, checks everything. Reads, but writes nothing. */
export async function prepare(unit: Unit, actor: Actor, given: PrepareGiven): Promise<Prepared> {
  const { request, before, entity, extra = {} } = given
  const program = unit.published.program(entity.key)
  const values = { ...request.values, ...extra }
  const around = await needed(unit, program, { ...before, ...values })
  const input = {
    values,
    previous: before,
    isNew: before === undefined,
    user: actor.userId === null ? undefined : actor.user,
    now: unit.now,
    ...unit.published.model.time,
    locale: actor.locale,
    ...around,
  }
  const prepared = await withLookups(unit, (lookup) => prepareRecord(program, { ...input, lookup }))
  const split = splitValues(program, { given: request.values, all: prepared.values, before })
  return { ...split, all: prepared.values, problems: prepared.errors, warnings: prepared.warnings }
}

type Around = {
  readonly links: { readonly [field: string]: LinkedRow | null }
  readonly rowLinks: { readonly [table: string]: readonly { readonly [field: string]: LinkedRow | null }[] }
  readonly rows: { readonly [relation: string]: readonly LinkedRow[] }
}

/** Reads what the program's expressions need around the record. */
async function needed(unit: Unit, program: FormProgram, values: RecordValues): Promise<Around> {
  const { needs, entity } = program
  const paths = needPaths(needs)
  const around =
    paths.length === 0
      ? { links: {}, rows: {} }
      : await unit.door(automation(unit, 'read')).surroundings(entity.key, values, paths)
  const rowLinks: Record<string, readonly { readonly [field: string]: LinkedRow | null }[]> = {}
  for (const [table, links] of Object.entries(needs.links)) {
    const child = table === '' ? undefined : program.tables.get(table)?.entity
    if (child === undefined) continue
    const rows = await linkedRows(unit, {
      entity: child,
      rows: rowsIn(values, table),
      paths: linkPaths(links),
    })
    rowLinks[table] = rows.map((row) => row.links ?? {})
  }
  return { links: around.links, rows: around.rows, rowLinks }
}

function linkPaths(links: { readonly [field: string]: readonly string[] }): readonly string[] {
  return Object.entries(links).flatMap(([field, paths]) => paths.map((path) => `${field}.${path}`))
}

function needPaths(needs: FormNeeds): readonly string[] {
  return [...linkPaths(needs.links[''] ?? {}), ...linkPaths(needs.rows)]
}

/** Tells what the writer gave from what was worked out. Unchanged values are neither. */
export function splitValues(
  program: FormProgram,
  given: {
    readonly given: RecordValues
    readonly all: RecordValues
    readonly before: RecordValues | undefined
  },
): Pick<Prepared, 'values' | 'derived'> {
  const values: Record<string, Json> = {}
  const derived: Record<string, Json> = {}
  for (const [key, value] of Object.entries(given.all)) {
    const table = key === '' ? undefined : program.tables.get(key)
    if (isKept(program, key)) continue
    if (Object.hasOwn(given.given, key)) {
      values[key] = table === undefined ? value : writable(table, value)
      if (table !== undefined) derived[key] = value
    } else if (!sameJson(value, given.before?.[key] ?? null)) derived[key] = value
  }
  return { values, derived }
}

const keptSources = new Set(['query', 'rows', 'counter'])

/** Values that the database itself gives: running numbers, roll-ups, and who and when. */
export function isKept(program: FormProgram, key: string): boolean {
  const plan = program.tables.get('')?.fields.get(key)
  if (plan === undefined) return false
  if (plan.system) return key !== 'owner' && key !== 'department'
  return keptSources.has(plan.type.source?.(plan.document)?.from ?? '')
}

/** Rows without their computed fields: those are nobody's to write. */
function writable(
  table: { readonly fields: ReadonlyMap<string, { readonly computed: boolean }> },
  rows: Json,
): Json {
  if (!Array.isArray(rows)) return rows
  return (rows as readonly Json[]).map((row) =>
    typeof row === 'object' && row !== null
      ? Object.fromEntries(Object.entries(row).filter(([key]) => table.fields.get(key)?.computed !== true))
      : row,
  )
}

/** Whether two values are written alike. */
export function sameJson(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
