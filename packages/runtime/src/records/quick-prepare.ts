import { type EvaluationInput, lookupBook, type Json } from '@mortise/expressions'
import { changedRecords, type FieldPlan, type FormProgram, newRecords } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { isKept, type Prepared, sameJson } from './prepare.ts'

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
  const maker = newRecords(program, aroundOf(unit, actor, book.lookup))
  if (maker === undefined) return undefined
  // What was given is read once, also when rules set something over it.
  let last: { readonly values: RecordValues; readonly row: RecordValues } | undefined
  const read = (values: RecordValues): Row | undefined => {
    if (last?.values === values) return { ...last.row }
    const row = maker.blank()
    if (!fill(ready, row, values)) return undefined
    last = { values, row: { ...row } }
    return row
  }
  return {
    draft: (values, extra) => {
      const all = read(values)
      if (all === undefined || (extra !== undefined && !fill(ready, all, extra))) return undefined
      return maker.complete(all).length > 0 || book.waiting().length > 0 ? undefined : all
    },
    prepared: (values, all) => ({
      ...split(ready.worked, { given: values, all, before: undefined }),
      all,
      problems: noDetails,
      warnings: noDetails,
    }),
  }
}

/** The same for a change of a stored record: undefined where `prepare` has to look at it. */
export function quickChange(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly values: RecordValues; readonly before: RecordValues },
): Prepared | undefined {
  const { entity, values, before } = of
  const program = unit.published.program(entity.key)
  const ready = readyFor(program, actor.locale, unit.published.model.time.timeZone)
  if (ready === undefined) return undefined
  const book = lookupBook()
  const maker = changedRecords(program, aroundOf(unit, actor, book.lookup))
  if (maker === undefined) return undefined
  const all: Row = { ...before }
  if (!fill(ready, all, values)) return undefined
  // What is stored is as it was read, but for lists, whose choices may be gone.
  for (const key of Object.keys(before))
    if (typeof before[key] === 'object' && before[key] !== null && !Object.hasOwn(values, key))
      return undefined
  const given = Object.keys(values)
  if (!maker.complete(all, { previous: before, given }) || book.waiting().length > 0) return undefined
  return {
    ...split(ready.worked, { given: values, all, before }),
    all,
    problems: noDetails,
    warnings: noDetails,
  }
}

type Row = { [field: string]: Json }

function aroundOf(unit: Unit, actor: Actor, lookup: EvaluationInput['lookup']) {
  return {
    user: actor.userId === null ? undefined : actor.user,
    now: unit.now,
    ...unit.published.model.time,
    locale: actor.locale,
    lookup,
  }
}

/** Reads values into a row; false where one of them has to be looked at. */
function fill({ readers }: Ready, row: Row, values: RecordValues): boolean {
  for (const key of Object.keys(values)) {
    const given = values[key]
    const reader = given === undefined ? undefined : readers.get(key)
    const value = reader?.read(given ?? null)
    // An empty value that was given keeps a default away.
    if (value === undefined || (value === null && reader?.hasDefault === true)) return false
    row[key] = value
  }
  return true
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

/** Short texts and numbers. A map would take minus nothing for nothing. */
const mayComeAgain = (given: Json): boolean =>
  typeof given === 'string' ? given.length <= longest : typeof given === 'number' && given !== 0

/** Reads values of one field as `parse` does; undefined for what it refuses. What comes again and again is read once. */
function valueReader(
  type: FieldPlan['type'],
  context: Parameters<FieldPlan['type']['parse']>[1],
): (given: Json) => Json | undefined {
  const quick = type.quick?.(context.field)
  const known = new Map<Json, Json | undefined>()
  const parsed = (given: Json): Json | undefined => {
    const result = type.parse(given, context)
    return result.ok ? result.value : undefined
  }
  return (given) => {
    if (!mayComeAgain(given)) return parsed(given)
    const isBare = typeof given === 'string' && given !== '' && given.trim() === given
    const plain = isBare ? quick?.(given) : undefined
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
  worked: ReadonlySet<string>,
  of: {
    readonly given: RecordValues
    readonly all: RecordValues
    readonly before: RecordValues | undefined
  },
): Pick<Prepared, 'values' | 'derived'> {
  const { given, all, before } = of
  // Copied whole: an object that grows key by key is made anew time and again.
  const values: Row = { ...given }
  for (const key of Object.keys(given)) {
    if (worked.has(key)) values[key] = all[key] ?? null
    else delete values[key]
  }
  const derived: Row = {}
  for (const key of worked) {
    const value = all[key] ?? null
    const unchanged = before === undefined ? value === null : sameJson(value, before[key] ?? null)
    if (!unchanged && !Object.hasOwn(given, key)) derived[key] = value
  }
  return { values, derived }
}
