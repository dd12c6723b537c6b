import type { FormStore } from '../form/form-store.ts'

/** What a form shows as the title of its record, in a few words; undefined while there is none. */
export function titleIn({ program, state }: FormStore): string | undefined {
  const field = state.fields[program.entity.document.title]
  const value = field?.input ?? field?.value
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : undefined
}
