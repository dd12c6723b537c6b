import { say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import { type FieldType, isOfferable, isShowable } from '@mortise/fields'
import { walkForm } from '@mortise/forms'
import type {
  EntityDocument,
  EntityModel,
  ExtensionList,
  FieldDocument,
  FormDocument,
  Model,
  PublicPick,
} from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

/** A link on a public form that could be offered to strangers, and how it is now. */
export type Offerable = {
  readonly field: FieldDocument
  /** The sub-table whose column it is. */
  readonly into: FieldDocument | undefined
  readonly target: EntityModel
  readonly pick: PublicPick | undefined
}

type Ground = { readonly model: Model; readonly fields: ExtensionList<FieldType> }
type Draft = { readonly entity: EntityDocument; readonly form: FormDocument }

/** The links that are placed on a form, those of its sub-tables among them. */
export function offerableLinks({ model, fields }: Ground, { entity, form }: Draft): readonly Offerable[] {
  const picks = form.public?.picks ?? []
  const offer = (field: FieldDocument, into: FieldDocument | undefined): readonly Offerable[] => {
    const type = fields.find(field.type)
    const target = model.entity(type?.target?.(field) ?? '')
    if (target === undefined || !isOfferable(type, field)) return []
    const pick = picks.find((one) => one.field === field.key && one.into === into?.key)
    return [{ field, into, target, pick }]
  }
  return walkForm(form).placements.flatMap(({ node }) => {
    const field = entity.fields.find(({ key }) => key === node.field)
    const type = field === undefined ? undefined : fields.find(field.type)
    if (field === undefined || type === undefined) return []
    const parent = type.parentField?.(field)
    if (node.type !== 'subtable' || parent === undefined) return offer(field, undefined)
    const columns = node.columns?.map((column) => column.field)
    return (model.entity(type.target?.(field) ?? '')?.fields ?? [])
      .filter(({ key }) => key !== parent && (columns === undefined || columns.includes(key)))
      .flatMap(({ document }) => offer(document, field))
  })
}

/** Fields of the other entity that may be shown, the one that names its records first. */
export function showableFields(
  { fields }: Pick<Ground, 'fields'>,
  target: EntityModel,
): readonly FieldDocument[] {
  const all = target.fields.filter(
    ({ system, type, document }) => !system && isShowable(fields.find(type), document),
  )
  const documents = all.map(({ document }) => document)
  const { title } = target.document
  return [...documents.filter(({ key }) => key === title), ...documents.filter(({ key }) => key !== title)]
}

/** What can be set for one link, as a panel. */
export function pickSettings(showable: readonly FieldDocument[]): readonly FieldDocument[] {
  return [
    panelSetting(
      'show',
      { zh: '填写人能看到的字段', en: 'Fields they see' },
      {
        type: 'multiselect',
        required: true,
        options: showable.map(({ key, label }) => [key, say(label, 'zh') || key, say(label, 'en') || key]),
        help: {
          zh: '没有选的字段不会出现在页面上，也搜不到',
          en: 'What is not chosen here is neither shown nor searched',
        },
      },
    ),
    panelSetting(
      'filter',
      { zh: '哪些记录可以选', en: 'Which records' },
      {
        type: 'expression',
        settings: { expect: 'boolean', scope: 'target' },
        help: {
          zh: '不设条件时，所有记录都可以被选到',
          en: 'Without a condition every record can be found',
        },
      },
    ),
    panelSetting(
      'minLength',
      { zh: '输入几个字后才列出', en: 'Letters before anything is shown' },
      {
        type: 'integer',
        settings: { min: 0, max: 20 },
        help: { zh: '0 表示点开就列出', en: '0 shows the first ones at once' },
      },
    ),
    panelSetting(
      'limit',
      { zh: '一次最多列出几条', en: 'Most shown at once' },
      { type: 'integer', settings: { min: 1, max: 50 } },
    ),
  ]
}

/** What a panel says of one link, as the document keeps it; fields in the order of `showable`, their record's name first. */
export function pickOf(
  { field, into }: Pick<Offerable, 'field' | 'into'>,
  values: { readonly [key: string]: unknown },
  showable: readonly FieldDocument[],
): PublicPick {
  const { filter, limit, minLength } = values
  const show: readonly unknown[] = Array.isArray(values['show']) ? values['show'] : []
  return {
    field: field.key,
    ...(into === undefined ? {} : { into: into.key }),
    show: showable.map(({ key }) => key).filter((key) => show.includes(key)),
    ...(filter === undefined || filter === null ? {} : { filter: filter as Expression }),
    ...(typeof limit === 'number' ? { limit } : {}),
    ...(typeof minLength === 'number' && minLength > 0 ? { minLength } : {}),
  }
}
