import type { BlockDocument, FieldDocument } from '@mortise/schema'
import type { BlockRead, PrintContext } from '../../define.ts'
import { variable } from '../../remembered.ts'
import { expressionOf, labelText, listOf, setting, textOf } from '../../settings.ts'

/** A name with its value, and the picture of one written by hand. */
export type Item = { readonly label: string; readonly text: string; readonly image?: string | undefined }

/** One entry of a list of fields: a path alone, or a path or formula with a label and a format. */
export function itemOf(entry: unknown, ctx: PrintContext): Item {
  if (typeof entry === 'string')
    return { label: ctx.labelOf(entry), text: ctx.formatField(entry), image: ctx.handwriting(entry) }
  const item = (entry ?? {}) as { readonly [key: string]: unknown }
  const field = textOf(item, 'field')
  const expr = expressionOf(item, 'expr')
  const label = ctx.say(labelText(item['label'])) || (field === '' ? '' : ctx.labelOf(field))
  const format = textOf(item, 'format')
  if (field !== '' && format === '')
    return { label, text: ctx.formatField(field), image: ctx.handwriting(field) }
  const value = ctx.evaluate(field === '' ? (expr ?? null) : variable(field))
  return { label, text: ctx.format(value, format) }
}

/** The list of fields as a property panel asks for it; `more`: what a kind of template asks of each beside it. */
export function itemsSettingWith(more: readonly FieldDocument[]): FieldDocument {
  const fields = [
    { key: 'field', type: 'field_ref', label: { zh: '字段', en: 'Field' }, settings: { paths: true } },
    { key: 'label', type: 'text', label: { zh: '名称', en: 'Label' }, settings: { editor: 'label' } },
    { key: 'expr', type: 'expression', label: { zh: '公式', en: 'Formula' } },
    { key: 'format', type: 'text', label: { zh: '格式', en: 'Format' } },
    ...more,
  ]
  return setting(
    'items',
    'items',
    { zh: '字段', en: 'Fields' },
    { required: true, settings: { fields: fields as never } },
  )
}

/** The same where nothing more is asked. */
export const itemsSetting: FieldDocument = itemsSettingWith([])

/** What the fields of a list read. */
export function itemReads(block: BlockDocument): readonly BlockRead[] {
  return listOf(block, 'items').flatMap((entry, index): readonly BlockRead[] => {
    const at = `/items/${index}`
    if (typeof entry === 'string') return [{ at, path: entry }]
    const item = (entry ?? {}) as { readonly [key: string]: unknown }
    const field = textOf(item, 'field')
    const expr = expressionOf(item, 'expr')
    if (field !== '') return [{ at: `${at}/field`, path: field }]
    return expr === undefined ? [] : [{ at: `${at}/expr`, expression: expr }]
  })
}
