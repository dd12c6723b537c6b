import type { ErrorDetail } from '@mortise/errors'
import { type FormState, showErrors, validateForm } from '@mortise/forms'
import type { FormStore } from './form-store.ts'

/** The errors that stand at fields now, as places. */
function shownErrors(state: FormState): readonly ErrorDetail[] {
  const own = Object.entries(state.fields).flatMap(([key, { errors }]) =>
    errors.map((error) => ({ ...error, path: key })),
  )
  const inRows = Object.entries(state.tables).flatMap(([table, rows]) =>
    rows.flatMap(({ fields }, at) =>
      Object.entries(fields).flatMap(([key, { errors }]) =>
        errors.map((error) => ({ ...error, path: `${table}/${at}/${key}` })),
      ),
    ),
  )
  return [...own, ...inRows]
}

/** Checks some fields (and rows of sub-tables) alone, shows what is wrong with them and leaves all others as they are. */
export function checkFields(store: FormStore, fields: readonly string[]): readonly ErrorDetail[] {
  const mine = new Set(fields)
  const inside = ({ path }: ErrorDetail): boolean => mine.has(path.split('/')[0] ?? '')
  const found = validateForm(store.program, store.state).errors.filter(inside)
  const others = shownErrors(store.state).filter((error) => !inside(error))
  store.set((state) => showErrors(state, [...others, ...found]).state)
  return found
}
