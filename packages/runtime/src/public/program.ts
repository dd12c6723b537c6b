import { language } from '@mortise/expressions'
import { compileForm, type FormProgram } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { FormDocument } from '@mortise/schema'
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
    program = compileForm({ model: published.model, entity, form, fields: kit.fields, language })
    programs.set(form, program)
  }
  return program
}
