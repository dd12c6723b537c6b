import {
  type EvaluationInput,
  type Expression,
  type Json,
  type Scope,
  valueLiteral,
} from '@mortise/expressions'
import type { Condition, EntityModel, FieldModel } from '@mortise/schema'
import {
  attributesOf,
  optionScope,
  optionsIn,
  recordName,
  type Slot,
  type SlotCompiler,
  targetScope,
} from './slots.ts'
import type { FormProgram } from './types.ts'

/**
 * Which choices fit. `paths` are read of the record, `behind` of the linked record. `run` gives the list of option
 * values that fit, or for links whether the chosen record does (true while nothing is known of it).
 */
export type OptionFilter = {
  readonly paths: readonly string[]
  readonly behind: readonly string[]
  readonly run: (input: EvaluationInput) => Json
}

type FilterInput = {
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly filter: Condition | undefined
  readonly pointer: string
}

/** What paths read of the record at hand. */
export const ofRecord = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => path.startsWith(`${recordName}.`)).map((path) => path.slice(recordName.length + 1))

/** A filter over the attributes of a field's own options. */
export function attributeFilter(
  slots: SlotCompiler,
  { entity, field, filter, pointer }: FilterInput,
): OptionFilter | undefined {
  const options = optionsIn(field.document)
  if (options === undefined || filter === undefined) return undefined
  const slot = slots.slot(filter, { scope: optionScope(options, entity), pointer, expect: 'boolean' })
  if (slot === undefined) return undefined
  const rows = options.map((option) => ({ value: option.value, row: attributesOf(option) }))
  return {
    paths: ofRecord(slot.paths),
    behind: [],
    run: (input) =>
      rows.filter(({ row }) => slot.run(around(input, row, {})) === true).map(({ value }) => value),
  }
}

/** A filter over the record behind a link: the field's own, and the form's on top. */
export function targetFilter(
  slots: SlotCompiler,
  { entity, field, filter, pointer, target }: FilterInput & { readonly target: Scope | undefined },
): OptionFilter | undefined {
  if (target === undefined) return undefined
  const scope = targetScope(target, entity)
  const own = slots.slot(filterOf(field), {
    scope,
    pointer: `/fields/${field.key}/filter`,
    expect: 'boolean',
  })
  const more = slots.slot(filter, { scope, pointer, expect: 'boolean' })
  const both: readonly Slot[] = [own, more].filter((slot) => slot !== undefined)
  if (both.length === 0) return undefined
  const paths = both.flatMap((slot) => slot.paths)
  return {
    paths: ofRecord(paths),
    behind: paths.filter((path) => path !== recordName && !path.startsWith(`${recordName}.`)),
    run: (input) => {
      const linked = input.links?.[field.key]
      if (linked === undefined || linked === null) return true
      return both.every((slot) => slot.run(around(input, linked.row, linked.links ?? {})) === true)
    },
  }
}

/** The filter in a field's settings. */
export function filterOf(field: FieldModel): Expression | undefined {
  return field.document.settings?.['filter'] ?? undefined
}

function around(
  input: EvaluationInput,
  row: EvaluationInput['row'],
  links: NonNullable<EvaluationInput['links']>,
): EvaluationInput {
  const record = { row: input.row, ...(input.links === undefined ? {} : { links: input.links }) }
  return { ...input, row, links: { ...links, [recordName]: record }, rows: {} }
}

/**
 * Puts the record's values into a filter, so that a picker can send it to the server as a plain filter over the target:
 * `{"var":"record.city"}` becomes the city. `value` gives what stands for a path of the record; see `writtenOut`.
 */
export function bindRecord(filter: Expression, value: (path: string) => Expression): Expression {
  if (Array.isArray(filter)) return filter.map((one: Json) => bindRecord(one, value))
  if (typeof filter !== 'object' || filter === null) return filter
  const named = (filter as { readonly [key: string]: Json })['var']
  const [path, standard = null] = Array.isArray(named) ? (named as readonly Json[]) : [named]
  if (typeof path === 'string' && path.startsWith(`${recordName}.`))
    return value(path.slice(recordName.length + 1)) ?? bindRecord(standard, value)
  return Object.fromEntries(
    Object.entries(filter).map(([key, one]: [string, Json]) => [key, bindRecord(one, value)]),
  )
}

/** A value that a path of a record reads, so that it keeps its type wherever it stands in a filter. */
export function writtenOut(
  { language }: Pick<FormProgram, 'language'>,
  scope: Scope,
  { path, value }: { readonly path: string; readonly value: Json },
): Expression {
  if (typeof value !== 'string') return value
  const checked = language.check({ var: path }, scope)
  return checked.ok ? valueLiteral(value, checked.info.type) : value
}
