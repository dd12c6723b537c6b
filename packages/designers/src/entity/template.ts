import type { Localized } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { EntityDocument, FieldDocument, FormDocument, FormNode, Settings } from '@mortise/schema'
import { freshId } from '../kit/keys.ts'

/** A field of a template, and how wide it stands on the form (6 of 12 columns if nothing is said). */
export type TemplateField = Omit<FieldDocument, 'id'> & { readonly span?: number }

/** Rows of a template: an entity of their own, shown as a sub-table. */
export type TemplateRows = {
  readonly rows: {
    readonly key: string
    readonly label: Localized
    readonly fields: readonly TemplateField[]
    readonly totals?: readonly string[]
  }
}

/** A form to begin with: its data, laid out in sections. */
export type Template = {
  readonly key: string
  readonly label: Localized
  readonly hint: Localized
  readonly icon: string
  /** Key of the field that names a record. */
  readonly title: string
  readonly sections: readonly {
    readonly label: Localized
    readonly parts: readonly (TemplateField | TemplateRows)[]
  }[]
  readonly checks?: EntityDocument['checks']
}

/** Describes a field in one line. */
export function field(
  [key, type, zh, en]: readonly [key: string, type: string, zh: string, en: string],
  more: {
    readonly required?: boolean
    readonly default?: Expression
    readonly settings?: Settings
    readonly span?: number
  } = {},
): TemplateField {
  return { key, type, label: { zh, en }, ...more }
}

/** Settings of a choice: values with their names and colours. */
export function choices(...list: readonly (readonly [string, string, string, string])[]): Settings {
  return { options: list.map(([value, zh, en, color]): Json => ({ value, label: { zh, en }, color })) }
}

const isRows = (part: TemplateField | TemplateRows): part is TemplateRows => 'rows' in part

/** Documents made of a template under a name and key of its own. */
export function fromTemplate(
  template: Template,
  {
    key,
    label,
    taken,
  }: { readonly key: string; readonly label: EntityDocument['label']; readonly taken: readonly string[] },
): {
  readonly entity: EntityDocument
  readonly children: readonly EntityDocument[]
  readonly form: FormDocument
} {
  const parts = template.sections.flatMap((section) => section.parts)
  const used = new Set([...taken, key])
  const childKeys = new Map<string, string>()
  for (const part of parts) {
    if (!isRows(part)) continue
    const base = `${key.slice(0, 36)}_${part.rows.key}`
    const free = [base, ...Array.from({ length: used.size + 1 }, (_, at) => `${base}_${at + 2}`)]
    const childKey = free.find((one) => !used.has(one)) ?? base
    used.add(childKey)
    childKeys.set(part.rows.key, childKey)
  }
  const back = 'parent'
  const fieldOf = (part: TemplateField | TemplateRows): FieldDocument => {
    if (!isRows(part)) {
      const { span: _, ...own } = part
      return { id: freshId('f'), ...own }
    }
    const { rows } = part
    const settings = { target: childKeys.get(rows.key) ?? '', parentField: back }
    return { id: freshId('f'), key: rows.key, type: 'subtable', label: rows.label, settings }
  }
  const children = parts.flatMap((part): readonly EntityDocument[] => {
    if (!isRows(part)) return []
    const { rows } = part
    const link: FieldDocument = {
      id: freshId('f'),
      key: back,
      type: 'link',
      label,
      required: true,
      settings: { target: key, onDelete: 'cascade' },
    }
    const head = { id: freshId('e'), key: childKeys.get(rows.key) ?? '', label: rows.label }
    return [
      {
        ...head,
        kind: 'child',
        title: rows.fields[0]?.key ?? back,
        fields: [link, ...rows.fields.map(fieldOf)],
      },
    ]
  })
  const nodeOf = (part: TemplateField | TemplateRows): FormNode => {
    if (!isRows(part))
      return { type: 'field', id: freshId('n'), field: part.key, span: part.span ?? 6, mobileSpan: 12 }
    const columns = part.rows.fields.map((one) => ({ field: one.key }))
    const { totals } = part.rows
    return {
      type: 'subtable',
      id: freshId('n'),
      field: part.rows.key,
      view: 'grid',
      columns,
      ...(totals === undefined ? {} : { totals }),
    }
  }
  return {
    entity: {
      id: freshId('e'),
      key,
      label,
      title: template.title,
      icon: template.icon,
      bin: true,
      audit: true,
      fields: parts.map(fieldOf),
      ...(template.checks === undefined ? {} : { checks: template.checks }),
    },
    children,
    form: {
      id: freshId('fm'),
      key: 'edit',
      label: { zh: '标准表单', en: 'Standard form' },
      entity: key,
      purpose: 'edit',
      nodes: template.sections.map(({ label: title, parts: inside }) => ({
        type: 'section',
        id: freshId('n'),
        label: title,
        columns: 12,
        nodes: inside.map(nodeOf),
      })),
    },
  }
}
