import { type Expression, language, pathsOf } from '@mortise/expressions'
import { compileForm, type FormProgram, walkForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FormDocument, Model } from '@mortise/schema'
import type { Published } from '../context/published.ts'
import { errors } from '../errors.ts'
import { isShown, isShownInRow, manyInRow, manyOf, type RowPlace, rowsReadBy, shownBehind } from './behind.ts'
import { publicSurface } from './surface.ts'

const known = new WeakMap<Published, Map<FormDocument, FormProgram>>()

/** The program of a form itself: what shows, what may be changed and what is needed while it is filled in. */
export function formProgram(published: Published, kit: Kit, form: FormDocument): FormProgram {
  let programs = known.get(published)
  if (programs === undefined) known.set(published, (programs = new Map()))
  let program = programs.get(form)
  if (program === undefined) {
    const entity = published.model.entity(form.entity)
    if (entity === undefined) throw errors.ENTITY_UNKNOWN({ name: form.entity })
    const ground = { model: published.model, kit }
    const seen = withoutUnseen(ground, { form, entity: labelledAs(form, entity) })
    program = compileForm({ ...seen, fields: kit.fields, language })
    programs.set(form, program)
  }
  return program
}

type Ground = { readonly model: Model; readonly kit: Kit }
type Checks = EntityModel['document']['checks']

type Sees = (expression: Expression) => boolean

const within = (checks: Checks, sees: Sees): NonNullable<Checks> =>
  (checks ?? []).filter(({ when }) => sees(when))

/**
 * Without checks that look at more of a chosen record than was shown: here it would read as empty. The record is held
 * against them when it is made.
 */
function withoutUnseen(
  { model, kit }: Ground,
  { form, entity }: { readonly form: FormDocument; readonly entity: EntityModel },
): { readonly model: Model; readonly form: FormDocument; readonly entity: EntityModel } {
  const surface = publicSurface({ model, kit }, form)
  if (surface === undefined || surface.picks.size === 0) return { model, form, entity }
  const shown = shownBehind(surface.picks)
  const many = manyOf(surface.picks)
  const sees: Sees = (expression) => pathsOf(expression).every((path) => isShown(shown, path))
  const seesInRow = (row: RowPlace): Sees => {
    // What a row is joined to many to many is not at hand while rows are judged.
    const away = manyInRow(many, row)
    return (expression) =>
      pathsOf(expression).every((path) => isShownInRow(shown, row, path)) &&
      !rowsReadBy(expression).some((path) => away.has(path))
  }
  const checked = (one: EntityModel, seen: Sees): EntityModel => ({
    ...one,
    document: { ...one.document, checks: within(one.document.checks, seen) },
  })
  const rows = new Map(
    [...surface.tables].map(([into, { entity: child, parentField }]) => [
      child.key,
      checked(child, seesInRow({ into, parentField })),
    ]),
  )
  return {
    model: { ...model, entity: (key) => rows.get(key) ?? model.entity(key) },
    form: { ...form, checks: within(form.checks, sees) },
    entity: checked(entity, sees),
  }
}

/** The entity with its fields called as the form calls them: strangers know no other names. */
export function labelledAs(form: FormDocument, entity: EntityModel): EntityModel {
  const labels = new Map(
    walkForm(form).placements.flatMap(({ node }) =>
      node.label === undefined ? [] : [[node.field, node.label] as const],
    ),
  )
  const fields = entity.fields.map((field) => {
    const label = labels.get(field.key)
    return label === undefined ? field : { ...field, document: { ...field.document, label } }
  })
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return { ...entity, fields, field: (key) => byKey.get(key) }
}
