import type { Json } from '@mortise/expressions'
import { type FormProgram, openForm, validateForm } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import type { Chosen } from './chosen.ts'
import type { PublicSurface } from './surface.ts'

const isRow = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mostRows = 200

/**
 * Refuses what the form does not hold: unknown names, fields that are not on it, what is worked out, and rows that are
 * none. New rows have no id, so none may be given.
 */
export function refuseUnplaced(surface: PublicSurface, values: RecordValues): void {
  for (const [key, value] of Object.entries(values)) {
    if (!surface.fields.has(key)) throw errors.RECORD_FIELD_READONLY({ name: key })
    const table = surface.tables.get(key)
    if (table === undefined || value === null) continue
    if (!Array.isArray(value) || value.length > mostRows) throw errors.RECORD_FIELD_READONLY({ name: key })
    for (const row of value as readonly Json[]) {
      if (!isRow(row)) throw errors.RECORD_FIELD_READONLY({ name: key })
      const stranger = Object.keys(row).find((name) => !table.columns.has(name))
      if (stranger !== undefined) throw errors.RECORD_FIELD_READONLY({ name: `${key}.${stranger}` })
    }
  }
}

// What goes may hide what another one hung on; forms are not deeper than this.
const mostRounds = 5

/**
 * What of the values the form really let one fill in: what does not show, or may only be read, is left out, as if it
 * had never been sent. Of chosen records it looks at what was shown, so that its answer tells no more. Throws RECORD_INVALID with what the form itself finds wrong.
 */
export async function asFormTakes(
  unit: Unit,
  program: FormProgram,
  given: Pick<Chosen, 'values' | 'links' | 'rowLinks' | 'rows'> & { readonly locale: 'zh' | 'en' },
): Promise<RecordValues> {
  let { values } = given
  const { links, rowLinks, rows } = given
  for (let round = 1; ; round += 1) {
    const around = { isNew: true, now: unit.now, ...unit.published.model.time, locale: given.locale }
    const state = await withLookups(unit, (lookup) =>
      openForm(program, { values, links, rowLinks, rows, ...around, lookup }),
    )
    const shut = Object.keys(values).filter((key) => {
      const field = state.fields[key]
      return field === undefined || !field.visible || field.readOnly
    })
    if (shut.length === 0 || round > mostRounds) {
      const { errors: problems } = validateForm(program, state)
      if (problems.length > 0) throw errors.RECORD_INVALID({ count: problems.length }, { details: problems })
      return values
    }
    values = Object.fromEntries(Object.entries(values).filter(([key]) => !shut.includes(key)))
  }
}
