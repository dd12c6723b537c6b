import type { Kit } from '@mortise/kit'
import type { EntityModel, Model, PrintBlockDocument } from '@mortise/schema'
import { firstColumns } from '../blocks/record-items.ts'

/** What is dragged onto the pages: a kind of block, a field, or the rows of a sub-table; or blocks that stand there. */
export type PrintPayload =
  | { readonly add: string }
  | { readonly field: string }
  | { readonly rows: string }
  | { readonly at: string }

/** Columns a table begins with: more are seldom wanted and never fit. */
const firstColumns = 6

function rowsBlock(
  entity: EntityModel | undefined,
  source: string,
  { model, kit }: { readonly model: Model; readonly kit: Kit },
): PrintBlockDocument {
  const child = model.entity(entity?.relation(source)?.target ?? '')
  const keys = (child?.fields ?? [])
    .filter(({ key, system }) => !system && child?.relation(key) === undefined)
    .filter(({ document }) => document.settings?.['target'] !== entity?.key)
    .slice(0, firstColumns)
  const columns = keys.map(({ key, type }, index) => ({
    field: key,
    // A column of pictures is as wide as they are.
    width: index === 0 && kit.fields.find(type)?.pictures !== true ? '*' : 'auto',
function rowsBlock(entity: EntityModel | undefined, source: string, model: Model): PrintBlockDocument {
  const columns = firstColumns(entity, source, model).map(({ field }, index) => ({
    field,
    width: index === 0 ? '*' : 'auto',
  }))
  return { type: 'table', source, columns }
}

/** The block that something dragged from the palette becomes; undefined for what is a block already. */
export function newBlock(
  payload: PrintPayload,
  {
    kit,
    model,
    entity,
    locale,
  }: {
    readonly kit: Kit
    readonly model: Model
    readonly entity: string
    readonly locale: 'zh' | 'en'
  },
): PrintBlockDocument | undefined {
  if ('add' in payload) return { ...kit.blocks.find(payload.add)?.starts?.(locale), type: payload.add }
  const record = model.entity(entity)
  if ('field' in payload) {
    const { field } = payload
    const pictures = kit.fields.find(record?.field(field)?.type ?? '')?.pictures === true
    return pictures ? { type: 'photos', field } : { type: 'fields', columns: 1, items: [field] }
  }
  return 'rows' in payload ? rowsBlock(record, payload.rows, { model, kit }) : undefined
}
