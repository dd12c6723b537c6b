import { say, type Locale } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import { builtinScopes, type EntityModel, type FieldModel, type Model } from '@mortise/schema'
import { freshId, freshKey } from '../kit/keys.ts'
import { startForm } from '../form/start-form.ts'
import { startEntity, starters } from '../home/starters.ts'
import { draftModel } from '../workbench/documents.ts'
import type { DesignSpace } from '../workbench/space.ts'

type Bench = { readonly space: DesignSpace; readonly kit: Kit; readonly locale: Locale }

function keysOf(space: DesignSpace, kind: string): readonly string[] {
  return [...space.look().documents.values()]
    .filter((one) => one.kind === kind)
    .map(({ json }) => (json as { readonly key: string }).key)
}

/**
 * Makes what people call a form: an entity with its standard form, with a place in the app's navigation where that is
 * designed by hand. Gives the stored name of the form.
 */
export function makeForm(
  { space, kit, locale }: Bench,
  given: { readonly name: string; readonly app: string },
): string {
  const { name, app } = given
  const key = freshKey(name, [...keysOf(space, 'entity'), ...builtinScopes.keys()], 'form')
  const model = draftModel(space.look().documents, kit)
  space.put('entity', key, startEntity({ name, key, entity: undefined, model, kit, locale }), app)
  const entity = draftModel(space.look().documents, kit).entity(key)
  if (entity === undefined) throw new Error(`no entity ${key}`)
  space.put('form', `${key}.edit`, startForm(entity, kit), app)
  addToNavigation(space, { app, entity: key })
  return `${key}.edit`
}

/** An app that designs no navigation shows all it has; one that does gets the new place at its end. */
export function addToNavigation(
  space: DesignSpace,
  { app, entity }: { readonly app: string; readonly entity: string },
): void {
  const document = space.get('app', app)
  const { navigation = [] } = document ?? {}
  if (document === undefined || navigation.length === 0) return
  space.put('app', app, { ...document, navigation: [...navigation, { entity }] }, app)
}

/** The choice that a board or chart of an entity is best made by: the first with a handful of options. */
export function choiceOf(entity: EntityModel | undefined): FieldModel | undefined {
  return entity?.fields.find((field) => {
    const options = field.document.settings?.['options']
    return !field.system && field.type === 'select' && Array.isArray(options) && options.length > 1
  })
}

type About = {
  readonly entity: EntityModel
  readonly model: Model
  readonly name: string
  readonly choice: FieldModel | undefined
}

/** Makes a board by a choice field. Gives its stored name. */
export function makeBoard({ space, kit, locale }: Bench, given: About): string {
  const { entity, model, name, choice } = given
  const make = starters.view?.make
  if (make === undefined || choice === undefined) return ''
  const key = freshKey('board', keysOf(space, 'view'), 'board')
  const { label: _, ...view } = make({ name, key, entity: entity.key, model, kit, locale })
  const columns = (view.columns ?? []).filter((one) => one !== choice.key).slice(0, 4)
  const stored = `${entity.key}.${key}`
  // The list stays what is seen first: a board stands beside it.
  if (model.views(entity.key).length === 0) {
    const all = make({ name: '', key: 'all', entity: entity.key, model, kit, locale })
    space.put('view', `${entity.key}.all`, { ...all, label: { zh: '全部', en: 'All' } })
  }
  space.put('view', stored, { ...view, label: name, type: 'kanban', groupBy: choice.key, columns })
  return stored
}

/** Makes a rule that tells owners of new records: something that works, to be changed at will. Gives its key. */
export function makeRule({ space, kit, locale }: Bench, { entity, model, name }: About): string {
  const key = freshKey(name, keysOf(space, 'rule'), 'rule')
  const made = starters.rule?.make({ name, key, entity: entity.key, model, kit, locale })
  if (made === undefined) return key
  const what = nameOfEntity(entity, locale)
  const title = {
    zh: `新的${what}：{{${entity.document.title}}}`,
    en: `New ${what}: {{${entity.document.title}}}`,
  }
  space.put('rule', key, {
    ...made,
    trigger: { on: ['create'], fire: 'everyMatch' },
    actions: [{ type: 'notify', to: '$record.owner', title }],
  })
  return key
}

/** Makes a chart that counts records, by a choice where there is one, else by month. Gives its key. */
export function makeChart({ space, kit, locale }: Bench, { entity, model, name, choice }: About): string {
  const key = freshKey(name, keysOf(space, 'report'), 'report')
  const made = starters.report?.make({ name, key, entity: entity.key, model, kit, locale })
  if (made === undefined) return key
  const { label } = choice?.document ?? { label: { zh: '创建月份', en: 'Month' } }
  const dimension =
    choice === undefined
      ? { key: 'month', label: label ?? '', expr: { var: 'created_at' }, bucket: 'month' as const }
      : { key: choice.key, label: label ?? choice.key, expr: { var: choice.key } }
  space.put('report', key, { ...made, dimensions: [dimension], chart: { type: 'bar' } })
  return key
}

/** Name of an entity in words. */
export function nameOfEntity(entity: EntityModel, locale: Locale): string {
  return say(entity.document.label, locale) || entity.key
}

/**
 * Makes the form that strangers fill in: what the standard one holds, for a purpose of its own. Gives its stored name; one
 * that is there is kept.
 */
export function makePublicForm(space: DesignSpace, form: string): string {
  const from = space.get('form', form)
  if (from === undefined) return form
  const stored = `${from.entity}.public`
  if (space.get('form', stored) === undefined)
    space.put('form', stored, {
      ...from,
      id: freshId('fm'),
      key: 'public',
      label: { zh: '公开表单', en: 'Public form' },
      purpose: 'public',
    })
  return stored
}
