import { language } from '@mortise/expressions'
import { compileForm, type FormProgram, walkForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FormDocument } from '@mortise/schema'
import type { Published } from '../context/published.ts'
import { errors } from '../errors.ts'

const known = new WeakMap<Published, Map<FormDocument, FormProgram>>()

/** The program of a form itself: what shows, what may be changed and what is needed while it is filled in. */
export function formProgram(published: Published, kit: Kit, form: FormDocument): FormProgram {
  let programs = known.get(published)
  if (programs === undefined) known.set(published, (programs = new Map()))
  let program = programs.get(form)
  if (program === undefined) {
    const entity = published.model.entity(form.entity)
    if (entity === undefined) throw errors.ENTITY_UNKNOWN({ name: form.entity })
    const named = labelledAs(form, entity)
    program = compileForm({ model: published.model, entity: named, form, fields: kit.fields, language })
    programs.set(form, program)
  }
  return program
}

/** The entity with its fields called as the form calls them: strangers know no other names. */
export function labelledAs(form: FormDocument, entity: EntityModel): EntityModel {
  const labels = new Map(
    walkForm(form).placements.flatMap(({ node }) =>
      node.type === 'field' && node.label !== undefined ? [[node.field, node.label] as const] : [],
    ),
  )
  const fields = entity.fields.map((field) => {
    const label = labels.get(field.key)
    return label === undefined ? field : { ...field, document: { ...field.document, label } }
  })
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return { ...entity, fields, field: (key) => byKey.get(key) }
}
