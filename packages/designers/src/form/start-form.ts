import { defaultForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FormDocument } from '@mortise/schema'
import { freshId } from '../kit/keys.ts'

/** The first form of an entity: all its fields in the standard layout. */
export function startForm(entity: EntityModel, kit: Kit): FormDocument {
  return {
    ...defaultForm(entity, kit.fields),
    id: freshId('fm'),
    key: 'edit',
    label: { zh: '标准表单', en: 'Standard form' },
  }
}
