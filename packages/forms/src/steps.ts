import type { ErrorDetail } from '@mortise/errors'
import type { FormProgram, FormState } from './types.ts'
import { validateForm } from './validate-form.ts'

/**
 * What is wrong with the fields of one step (or tab, or section), so that a person can mend it before going on. `part` is
 * the node key of the step: its id, else its place in the tree (`/nodes/0/steps/1`).
 */
export function errorsOfStep(program: FormProgram, state: FormState, part: string): readonly ErrorDetail[] {
  const inside = program.parts.get(part)
  if (inside === undefined) return []
  return validateForm(program, state).errors.filter(({ path }) => inside.has(path.split('/')[0] ?? ''))
}

/** The tabs, steps and sections that a place stands in, as node keys: what has to be open to show it. */
export function partsAround(program: FormProgram, path: string): readonly string[] {
  const [head = ''] = path.split('/')
  return [...program.parts].flatMap(([part, inside]) => (inside.has(head) ? [part] : []))
}
