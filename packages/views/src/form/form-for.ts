import { builtinFieldTypes } from '@mortise/fields'
import { defaultForm } from '@mortise/forms'
import { type EntityModel, extensionList, type FormDocument, type Model } from '@mortise/schema'

/** What a form is opened for. */
export type FormPurpose = FormDocument['purpose']

const nearest: { readonly [purpose: string]: readonly FormPurpose[] } = {
  create: ['create', 'edit', 'quick'],
  edit: ['edit', 'create'],
  quick: ['quick', 'create', 'edit'],
  approval: ['approval', 'edit', 'create'],
}

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
  const forms = model.forms(entity.key)
  // A form made for phones takes the place of those for making and changing; approvals have their own rights.
  const onPhone: readonly FormPurpose[] = phone && purpose !== 'approval' ? ['mobile'] : []
  for (const one of [...onPhone, ...(nearest[purpose] ?? [purpose])]) {
    const found = forms.find((form) => form.purpose === one)
    if (found !== undefined) return found
  }
  // The same document each time, so that what is made of it need not be made again.
  const made = standard.get(entity) ?? defaultForm(entity, fields)
  standard.set(entity, made)
  return made
}
