import { builtinFieldTypes } from '@mortise/fields'
import { defaultForm, formOfPurpose } from '@mortise/forms'
import { type EntityModel, extensionList, type FormDocument, type Model } from '@mortise/schema'

/** What a form is opened for. */
export type FormPurpose = FormDocument['purpose']

const standard = new WeakMap<EntityModel, FormDocument>()

/** The form of an entity for a purpose (on a phone the one made for phones), or the nearest, or one made of its fields. */
export function formFor(
  model: Model,
  entity: EntityModel,
  purpose: FormPurpose,
  {
    fields = extensionList(builtinFieldTypes),
    phone = false,
  }: { readonly fields?: Parameters<typeof defaultForm>[1]; readonly phone?: boolean } = {},
): FormDocument {
  const found = formOfPurpose(model.forms(entity.key), purpose, { phone })
  if (found !== undefined) return found
  // The same document each time, so that what is made of it need not be made again.
  const made = standard.get(entity) ?? defaultForm(entity, fields)
  standard.set(entity, made)
  return made
}
