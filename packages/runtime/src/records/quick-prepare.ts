import { lookupBook, type Json } from '@mortise/expressions'
import { type FieldPlan, type FormProgram, newRecords } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { isKept, type Prepared } from './prepare.ts'

/** Prepares new records of one entity, one after the other. */
export type QuickPrepare = {
  /** The whole record, with what rules set over it; undefined where `prepare` has to look at it. */
  readonly draft: (values: RecordValues, extra?: RecordValues) => RecordValues | undefined
  /** A record that is right, ready to be written. */
  readonly prepared: (values: RecordValues, all: RecordValues) => Prepared
}

const noDetails: Prepared['problems'] = []

/**
 * A way to prepare new records of one entity with what was made ready once: the same values as `prepare`, which is left
 * to say what is wrong with those that are not right. Undefined where records need a look around them, or have rows or
 * figures over rows.
 */
export function quickPrepare(unit: Unit, actor: Actor, entity: EntityModel): QuickPrepare | undefined {
  const program = unit.published.program(entity.key)
  const ready = readyFor(program, actor.locale, unit.published.model.time.timeZone)
  if (ready === undefined) return undefined
  const book = lookupBook()
  const maker = newRecords(program, {
    user: actor.userId === null ? undefined : actor.user,
    now: unit.now,
    ...unit.published.model.time,
    locale: actor.locale,
    lookup: book.lookup,
  })
  if (maker === undefined) return undefined
  const { readers, worked } = ready
  const fill = (row: { [field: string]: Json }, values: RecordValues): boolean => {
    for (const key of Object.keys(values)) {
      const reader = readers.get(key)
      const value = reader?.read(values[key] ?? null)
      // An empty value that was given keeps a default away.
      if (value === undefined || (value === null && reader?.hasDefault === true)) return false
      row[key] = value
    }
    return true
  }
  // What was given is read once, also when rules set something over it.
  let last: { readonly values: RecordValues; readonly row: RecordValues } | undefined
  const read = (values: RecordValues): { [field: string]: Json } | undefined => {
    if (last?.values === values) return { ...last.row }
    const row = maker.blank()
    if (!fill(row, values)) return undefined
    last = { values, row: { ...row } }
    return row
  }
  return {
    draft: (values, extra) => {
      const all = read(values)
      if (all === undefined || (extra !== undefined && !fill(all, extra))) return undefined
      return maker.complete(all).length > 0 || book.waiting().length > 0 ? undefined : all
    },
    prepared: (values, all) => ({
      ...split(values, all, worked),
      all,
      problems: noDetails,
      warnings: noDetails,
    }),
  }
}

type Reader = { readonly read: (given: Json) => Json | undefined; readonly hasDefault: boolean }

/** What is made ready once for all records of an entity that people of one language write. */
type Ready = { readonly readers: ReadonlyMap<string, Reader>; readonly worked: ReadonlySet<string> }

const ready = new WeakMap<FormProgram, Map<string, Ready | undefined>>()

function readyFor(program: FormProgram, locale: Actor['locale'], timeZone: string): Ready | undefined {
  let byLocale = ready.get(program)
  if (byLocale === undefined) ready.set(program, (byLocale = new Map()))
  if (!byLocale.has(locale)) byLocale.set(locale, makeReady(program, locale, timeZone))
  return byLocale.get(locale)
}

function makeReady(program: FormProgram, locale: Actor['locale'], timeZone: string): Ready | undefined {
  const record = program.tables.get('')
  if (record === undefined || program.tables.size > 1) return undefined
  const fields = [...record.fields.values()]
  if (fields.some(({ type, document }) => type.source?.(document)?.from === 'rows')) return undefined
  // Who would be told a warning gets it from the long way.
  if (record.checks.some(({ document }) => document.level === 'warn')) return undefined
  const worked = fields.filter(({ key, stored }) => stored && !isKept(program, key)).map(({ key }) => key)
  const readers = fields
    .filter(({ computed, system }) => !computed && !system)
    .map(({ key, type, document, standard }): readonly [string, Reader] => {
      const read = valueReader(type, { field: document, locale, timeZone })
      return [key, { read, hasDefault: standard !== undefined }]
    })
  return { readers: new Map(readers), worked: new Set(worked) }
}

const longest = 100
const mostRemembered = 200

/** Reads values of one field as `parse` does; undefined for what it refuses. What comes again and again is read once. */
function valueReader(
  type: FieldPlan['type'],
  context: Parameters<FieldPlan['type']['parse']>[1],
): (given: Json) => Json | undefined {
  const quick = type.quick?.(context.field)
  const known = new Map<string, Json | undefined>()
  const parsed = (given: Json): Json | undefined => {
    const result = type.parse(given, context)
    return result.ok ? result.value : undefined
  }
  return (given) => {
    if (typeof given !== 'string' || given.length > longest) return parsed(given)
    const plain = quick !== undefined && given !== '' && given.trim() === given ? quick(given) : undefined
    if (plain !== undefined) return plain
    let value = known.get(given)
    if (value !== undefined) return value
    if (known.size >= mostRemembered) known.clear()
    value = parsed(given)
    known.set(given, value)
    return value
  }
}

function split(
  given: RecordValues,
  all: RecordValues,
  worked: ReadonlySet<string>,
): Pick<Prepared, 'values' | 'derived'> {
  // Copied whole: an object that grows key by key is made anew time and again.
  const values: { [key: string]: Json } = { ...given }
  for (const key of Object.keys(given)) {
    if (worked.has(key)) values[key] = all[key] ?? null
    else delete values[key]
  }
  const derived: { [key: string]: Json } = {}
  for (const key of worked) {
    const value = all[key] ?? null
    if (value !== null && !Object.hasOwn(given, key)) derived[key] = value
  }
  return { values, derived }
}
