import { builtinFieldTypes } from '@mortise/fields'
import { defaultForm } from '@mortise/forms'
import { type EntityModel, extensionList, type FormDocument, type Model } from '@mortise/schema'

/** What a form is opened for. */
export type FormPurpose = FormDocument['purpose']

const nearest: { readonly [purpose: string]: readonly FormPurpose[] } = {
  create: ['create', 'edit', 'quick'],
  edit: ['edit', 'create'],
  approval: ['approval', 'edit', 'create'],
}

/** The form of an entity for a purpose, or the nearest there is, or one made of its fields. */
export function formFor(
  model: Model,
  entity: EntityModel,
  purpose: FormPurpose,
  fields: Parameters<typeof defaultForm>[1] = extensionList(builtinFieldTypes),
): FormDocument {
  const forms = model.forms(entity.key)
  for (const one of nearest[purpose] ?? [purpose]) {
    const found = forms.find((form) => form.purpose === one)
    if (found !== undefined) return found
  }
  return defaultForm(entity, fields)
}
