import { lookupBook, type Json } from '@mortise/expressions'
import { newRecords } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { isKept, type Prepared } from './prepare.ts'

/** Prepares one new record, with what rules set over it; undefined where `prepare` has to look at it. */
export type QuickPrepare = (values: RecordValues, extra?: RecordValues) => Prepared | undefined

const noDetails: Prepared['problems'] = []

/**
 * A way to prepare many new records of one entity with what was made ready once: the same values as `prepare`, which is
 * left to say what is wrong with those that are not right. Undefined where records need a look around them, or have rows
 * or figures over rows.
 */
export function quickPrepare(unit: Unit, actor: Actor, entity: EntityModel): QuickPrepare | undefined {
  const program = unit.published.program(entity.key)
  const record = program.tables.get('')
  if (record === undefined || program.tables.size > 1) return undefined
  const fields = [...record.fields.values()]
  if (fields.some(({ type, document }) => type.source?.(document)?.from === 'rows')) return undefined
  const book = lookupBook()
  const around = {
    user: actor.userId === null ? undefined : actor.user,
    now: unit.now,
    ...unit.published.model.time,
    locale: actor.locale,
    lookup: book.lookup,
  }
  const maker = newRecords(program, around)
  // Who would be told a warning gets it from the long way.
  if (maker === undefined || record.checks.some(({ document }) => document.level === 'warn')) return undefined
  const worked = fields.filter(({ key, stored }) => stored && !isKept(program, key)).map(({ key }) => key)
  const contexts = new Map(
    fields.map(({ key, document }) => [
      key,
      { field: document, locale: actor.locale, timeZone: unit.published.model.time.timeZone },
    ]),
  )
  const fill = (row: { [field: string]: Json }, values: RecordValues): boolean => {
    for (const [key, given] of Object.entries(values)) {
      const field = record.fields.get(key)
      const context = contexts.get(key)
      if (field === undefined || context === undefined || field.computed || field.system) return false
      const read = field.type.parse(given, context)
      // An empty value that was given keeps a default away.
      if (!read.ok || (read.value === null && field.standard !== undefined)) return false
      row[key] = read.value
    }
    return true
  }
  // What was given is read once, however often rules set something over it.
  const read = new WeakMap<RecordValues, RecordValues>()
  return (values, extra) => {
    const all = maker.blank()
    const before = read.get(values)
    if (before !== undefined) Object.assign(all, before)
    else if (fill(all, values)) read.set(values, { ...all })
    else return undefined
    if (extra !== undefined && !fill(all, extra)) return undefined
    if (maker.complete(all).length > 0 || book.waiting().length > 0) return undefined
    return { ...split(values, all, worked), all, problems: noDetails, warnings: noDetails }
  }
}

function split(
  given: RecordValues,
  all: RecordValues,
  worked: readonly string[],
): Pick<Prepared, 'values' | 'derived'> {
  const values: { [key: string]: Json } = {}
  const derived: { [key: string]: Json } = {}
  for (const key of worked) {
    const value = all[key] ?? null
    if (Object.hasOwn(given, key)) values[key] = value
    else if (value !== null) derived[key] = value
  }
  return { values, derived }
}
