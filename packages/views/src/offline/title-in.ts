import type { FormStore } from '../form/form-store.ts'

const words = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : undefined

/** What a draft is known again by: the title of its record, else the first text that was typed; undefined without any. */
export function titleIn(store: FormStore): string | undefined {
  const { program, state } = store
  const { title } = program.entity.document
  const field = state.fields[title]
  const own = words(field?.input ?? field?.value)
  if (own !== undefined) return own
  const plans = program.tables.get('')?.fields
  for (const [key, value] of Object.entries(store.changed())) {
    const plan = plans?.get(key)
    const isText = plan?.type.expressionType(plan.document, () => undefined).kind === 'text'
    const text = isText ? words(value) : undefined
    if (text !== undefined) return text
  }
  return undefined
}
