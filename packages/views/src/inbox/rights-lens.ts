import type { WorkItemAnswer } from '@mortise/client'
import type { FieldState } from '@mortise/forms'
import type { Lens } from '../form/form-store.ts'

const narrowed = new WeakMap<FieldState, FieldState>()

function narrow(field: FieldState, hidden: boolean): FieldState {
  const visible = field.visible && !hidden
  if (field.readOnly && !field.required && field.visible === visible) return field
  // The same narrowed field for the same field, so that what shows it need not be drawn again.
  const known = narrowed.get(field)
  if (known?.visible === visible) return known
  const made = Object.freeze({ ...field, readOnly: true, required: false, visible })
  narrowed.set(field, made)
  return made
}

/** A node's field rights over a form: what may not be seen goes, what may not be written is read. */
export function rightsLens(rights: WorkItemAnswer['fields']): Lens {
  return (state) => {
    let fields: { [key: string]: FieldState } | undefined
    for (const [key, field] of Object.entries(state.fields)) {
      const right = rights[key] ?? rights['*'] ?? 'read'
      const next = right === 'write' ? field : narrow(field, right === 'hidden')
      if (next !== field) (fields ??= { ...state.fields })[key] = next
    }
    return fields === undefined ? state : Object.freeze({ ...state, fields: Object.freeze(fields) })
  }
}
