import type { FormProgram } from '@mortise/forms'
import type { Model } from '@mortise/schema'

/** The form that the server is told of on saving; none where it was made of the entity's fields alone. */
export function formKey(model: Model, { entity, form }: FormProgram): string | undefined {
  return model.document('form', `${entity.key}.${form.key}`) === undefined ? undefined : form.key
}
