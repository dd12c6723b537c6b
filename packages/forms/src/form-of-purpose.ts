import type { FormDocument } from '@mortise/schema'

type Purpose = FormDocument['purpose']

const nearest: { readonly [purpose: string]: readonly Purpose[] } = {
  create: ['create', 'edit', 'quick'],
  edit: ['edit', 'create'],
  quick: ['quick', 'create', 'edit'],
  approval: ['approval', 'edit', 'create'],
}

/**
 * Which of an entity's forms is opened for a purpose: that of the purpose (on a phone the one made for phones), else the
 * nearest; undefined where none fits and one is made of the fields. Screen and server choose alike.
 */
export function formOfPurpose(
  forms: readonly FormDocument[],
  purpose: Purpose,
  { phone = false }: { readonly phone?: boolean } = {},
): FormDocument | undefined {
  // A form made for phones takes the place of those for making and changing; approvals have their own rights.
  const onPhone: readonly Purpose[] = phone && purpose !== 'approval' ? ['mobile'] : []
  for (const one of [...onPhone, ...(nearest[purpose] ?? [purpose])]) {
    const found = forms.find((form) => form.purpose === one)
    if (found !== undefined) return found
  }
  return undefined
}
