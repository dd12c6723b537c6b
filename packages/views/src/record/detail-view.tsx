import type { WireRecord } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldModel, FormNode, Model } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { lazy, type ReactNode, Suspense } from 'react'
import { formFor } from '../form/form-for.ts'
import { useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { FieldValue } from '../promise/field-value.tsx'
import { Value } from '../workspace/value.tsx'
import { KeptPrints } from './kept-prints.tsx'
import { messages } from './messages.ts'
import { holdsOn } from './readiness.ts'
import { isShownPart, type ShownPart } from './shown-part.ts'

// The form engine comes along where a form shows more than fields.
const ShownParts = lazy(async () => ({ default: (await import('./shown-parts.tsx')).ShownParts }))

type Block = {
  readonly title: string
  readonly fields: readonly string[]
  readonly tables: readonly string[]
  readonly parts: readonly ShownPart[]
}

type Walk = {
  readonly locale: 'zh' | 'en'
  readonly record: WireRecord
  readonly title: string
  /** Of the list of nodes. */
  readonly pointer: string
}

/** A form's tree as blocks of fields to read, in the same order and under the same headings. */
function blocksOf(nodes: readonly FormNode[], walk: Walk): readonly Block[] {
  const fields: string[] = []
  const tables: string[] = []
  const parts: ShownPart[] = []
  const inner: Block[] = []
  for (const [at, node] of nodes.entries()) {
    if (!holdsOn(node.visible, walk.record)) continue
    const pointer = `${walk.pointer}/${at}`
    if ('field' in node && node.type === 'field') fields.push(node.field)
    if ('field' in node && node.type === 'subtable') tables.push(node.field)
    if (isShownPart(node)) parts.push({ node, pointer })
    for (const [place, held] of heldBy(node)) {
      const title = say(held.label, walk.locale) || walk.title
      inner.push(...blocksOf(held.nodes, { ...walk, title, pointer: `${pointer}${place}/nodes` }))
    }
  }
  const isEmpty = fields.length + tables.length + parts.length === 0
  return isEmpty ? inner : [{ title: walk.title, fields, tables, parts }, ...inner]
}

type Held = { readonly label?: LocalizedText; readonly nodes: readonly FormNode[] }

/** What a node holds, with the place within it. */
function heldBy(node: FormNode): readonly (readonly [string, Held])[] {
  if ('tabs' in node) return node.tabs.map((tab, at) => [`/tabs/${at}`, tab])
  if ('steps' in node) return node.steps.map((step, at) => [`/steps/${at}`, step])
  return 'nodes' in node ? [['', node]] : []
}

/** All that the person may read of a record, laid out as its form is. */
export function DetailView({
  entity,
  record,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
}): ReactNode {
  const { model } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const form = formFor(model, entity, 'edit')
  const blocks = blocksOf(form.nodes, { locale, record, title: '', pointer: '/nodes' })
  const system = ['created_by', 'created_at', 'updated_by', 'updated_at']
  return (
    <div className="m-details">
      {blocks.map((block, at) => (
        <section key={at}>
          {block.title === '' ? null : <h3>{block.title}</h3>}
          <Fields entity={entity} record={record} keys={block.fields} />
          {block.tables.map((key) => (
            <Rows
              key={key}
              {...{ model, entity, record }}
              field={key}
              // A block that holds nothing but these rows already says what they are.
              titled={block.tables.length > 1 || block.fields.length > 0}
            />
          ))}
          {block.parts.length === 0 ? null : (
            <Suspense fallback={null}>
              <ShownParts entity={entity} record={record} form={form} parts={block.parts} />
            </Suspense>
          )}
        </section>
      ))}
      <KeptPrints entity={entity} record={record} />
      <section>
        <h3>{t('systemInfo')}</h3>
        <Fields entity={entity} record={record} keys={system} />
      </section>
    </div>
  )
}

type FieldsProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly keys: readonly string[]
}

/** Some fields of a record, names above values. */
export function Fields({ entity, record, keys }: FieldsProps): ReactNode {
  const ctx = useFaceContext(entity.key, record.id)
  const rights = useRights(entity.key)
  const fields = keys.flatMap((key) => (Object.hasOwn(rights.fields, key) ? (entity.field(key) ?? []) : []))
  if (fields.length === 0) return null
  return (
    <dl className="m-fields">
      {fields.map((field) => (
        <div key={field.key} data-wide={(ctx.faces.find(field.type)?.width ?? 0) >= 240}>
          <dt>{say(field.document.label, ctx.locale)}</dt>
          <dd>
            {(record[field.key] ?? null) === null ? (
              <span className="m-faint">—</span>
            ) : (
              <FieldValue entity={entity} record={record} field={field} ctx={ctx} full />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Rows({
  model,
  entity,
  record,
  field,
  titled,
}: {
  readonly model: Model
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly field: string
  readonly titled: boolean
}): ReactNode {
  const relation = entity.relation(field)
  const target = relation === undefined ? undefined : model.entity(relation.target)
  const ctx = useFaceContext(target?.key ?? '')
  const value = record[field]
  const rows = Array.isArray(value) ? (value as readonly { readonly [key: string]: Json }[]) : []
  const label = entity.field(field)?.document.label
  if (target === undefined || rows.length === 0) return null
  const columns: readonly FieldModel[] = target.fields.filter(
    (one) => !one.system && one.key !== relation?.via && rows.some((row) => (row[one.key] ?? null) !== null),
  )
  return (
    <div className="m-scroll-x">
      <table className="m-simple-table" aria-label={say(label, ctx.locale)}>
        {titled ? <caption>{say(label, ctx.locale)}</caption> : null}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-end={ctx.faces.find(column.type)?.align === 'end'}>
                {say(column.document.label, ctx.locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={String(row['id'] ?? at)}>
              {columns.map((column) => (
                <td key={column.key} data-end={ctx.faces.find(column.type)?.align === 'end'}>
                  <Value value={row[column.key]} field={column.document} ctx={ctx} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
