import type { ErrorDetail } from '@mortise/errors'
import type { Json, LinkedRow } from '@mortise/expressions'
import {
  type FormNeeds,
  type FormProgram,
  type LinkPlace,
  type PrepareInput,
  prepareRecord,
} from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Access, Actor } from '@mortise/store'
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
  readonly request: Pick<SaveRequest, 'values' | 'form'> & { readonly unwritable?: ReadonlySet<string> }
  readonly before: RecordValues | undefined
  readonly entity: EntityModel
  readonly extra?: RecordValues
}

/** Reads the input by field types, fills in defaults and formulas, checks everything. Reads, but writes nothing. */
export async function prepare(unit: Unit, actor: Actor, given: PrepareGiven): Promise<Prepared> {
  const { request, before, entity, extra = {} } = given
  const program = unit.published.program(entity.key, request.form)
  // A step of a flow holds to what it lets people write, also where the entity has no form of its own.
  const held = request.form !== undefined || request.unwritable !== undefined
  const values = { ...request.values, ...extra }
  const around = await needed(unit, program, { ...before, ...values })
  const input: PrepareInput = {
    values,
    previous: before,
    isNew: before === undefined,
    user: actor.userId === null ? undefined : actor.user,
    now: unit.now,
    ...unit.published.model.time,
    locale: actor.locale,
    ruled: Object.keys(extra),
    onlyGiven: !held,
    // Without a form there is nobody to ask; who writes what is asked of the store.
    ...(held ? { unwritable: request.unwritable ?? unwritableOf(unit, actor, program) } : {}),
    ...around,
  }
  const prepared = await prepareInRounds(unit, program, input)
  const split = splitValues(program, { given: request.values, all: prepared.values, before })
  return { ...split, all: prepared.values, problems: prepared.errors, warnings: prepared.warnings }
}

const unwritables = new WeakMap<Access, Map<FormProgram, ReadonlySet<string>>>()

/** Value paths that the writer has no right to write: a form does not ask for them. */
function unwritableOf(unit: Unit, actor: Actor, program: FormProgram): ReadonlySet<string> {
  const access = unit.published.access(actor)
  const known = unwritables.get(access) ?? new Map<FormProgram, ReadonlySet<string>>()
  unwritables.set(access, known)
  let paths = known.get(program)
  if (paths === undefined) {
    const all = [...program.tables].flatMap(([table, { entity, fields }]) => {
      const rights = access.entity(entity.key)
      return [...fields.keys()]
        .filter((key) => rights?.field(key) !== 'write')
        .map((key) => (table === '' ? key : `${table}.${key}`))
    })
    known.set(program, (paths = new Set(all)))
  }
  return paths
}

// A form may set a link from what lies behind another; longer chains than this are a mistake.
const mostRounds = 3

/** Prepares, and prepares anew with what lies behind the links that the form itself has set. */
async function prepareInRounds(
  unit: Unit,
  program: FormProgram,
  input: PrepareInput,
): Promise<ReturnType<typeof prepareRecord>> {
  const known = new Map<string, LinkedRow | null>()
  const nameOf = ({ table, field, id }: LinkPlace): string => `${table} ${field} ${id}`
  const linked = (at: LinkPlace): LinkedRow | null | undefined => known.get(nameOf(at))
  for (let round = 1; ; round += 1) {
    const prepared = await withLookups(unit, (lookup) =>
      prepareRecord(program, { ...input, lookup, linked: known.size === 0 ? undefined : linked }),
    )
    if (prepared.behind.length === 0 || round > mostRounds) return prepared
    for (const at of prepared.behind) known.set(nameOf(at), await behindLink(unit, program, at))
  }
}

async function behindLink(unit: Unit, program: FormProgram, at: LinkPlace): Promise<LinkedRow | null> {
  const { table, field, id } = at
  const entity = program.tables.get(table)?.entity ?? program.entity
  const paths = linkPaths({ [field]: program.needs.links[table]?.[field] ?? [] })
  const { links } = await unit.door(automation(unit, 'read')).surroundings(entity.key, { [field]: id }, paths)
  return links[field] ?? null
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
      : await unit.door(automation(unit, 'read')).surroundings(entity.key, readable(needs, values), paths)
  const rowLinks: Record<string, readonly { readonly [field: string]: LinkedRow | null }[]> = {}
  for (const [table, links] of Object.entries(needs.links)) {
    const child = table === '' ? undefined : program.tables.get(table)?.entity
    if (child === undefined) continue
    const rows = await linkedRows(unit, {
      entity: child,
      rows: rowsIn(values, table).map((row) => withoutNonsense(Object.keys(links), row)),
      paths: linkPaths(links),
    })
    rowLinks[table] = rows.map((row) => row.links ?? {})
  }
  return { links: around.links, rows: around.rows, rowLinks }
}

// What is no id at all names nothing; that it can't be read is told with everything else that is wrong.
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function withoutNonsense(links: readonly string[], values: RecordValues): RecordValues {
  const wrong = links.filter((key) => {
    const id = values[key] ?? null
    return id !== null && (typeof id !== 'string' || !idShape.test(id))
  })
  return wrong.length === 0 ? values : { ...values, ...Object.fromEntries(wrong.map((key) => [key, null])) }
}

const readable = (needs: FormNeeds, values: RecordValues): RecordValues =>
  withoutNonsense(Object.keys(needs.links[''] ?? {}), values)

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
      values[key] = table === undefined ? value : writable(table, value, given.given[key] ?? null)
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

/**
 * Rows as their writer gave them: with the columns that were sent, in canonical form. What a row was filled up with the
 * writer did not write and need not be allowed to; computed fields are nobody's to write.
 */
function writable(
  table: { readonly fields: ReadonlyMap<string, { readonly computed: boolean }> },
  rows: Json,
  given: Json,
): Json {
  if (!Array.isArray(rows)) return rows
  const sent = Array.isArray(given) ? (given as readonly Json[]).filter(isRow) : []
  return (rows as readonly Json[]).map((row, at) =>
    isRow(row)
      ? Object.fromEntries(
          Object.entries(row).filter(
            ([key]) =>
              table.fields.get(key)?.computed !== true &&
              (key === 'id' || Object.hasOwn(sent[at] ?? {}, key)),
          ),
        )
      : row,
  )
}

const isRow = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether two values are written alike. */
export function sameJson(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
