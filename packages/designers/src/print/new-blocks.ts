import type { Kit } from '@mortise/kit'
import type { EntityModel, Model, PrintBlockDocument } from '@mortise/schema'
import type { BlockPayload } from '../blocks/block-palette.tsx'
import { firstColumns } from '../blocks/record-items.ts'

function rowsBlock(
  entity: EntityModel | undefined,
  source: string,
  { model, kit }: { readonly model: Model; readonly kit: Kit },
): PrintBlockDocument {
  const child = model.entity(entity?.relation(source)?.target ?? '')
  const columns = firstColumns(entity, source, model).map(({ field }, index) => ({
    field,
    // A column of pictures is as wide as they are.
    width: index === 0 && kit.fields.find(child?.field(field)?.type ?? '')?.pictures !== true ? '*' : 'auto',
  }))
  return { type: 'table', source, columns }
}

/** The block that something dragged from the palette becomes; undefined for what is a block already. */
export function newBlock(
  payload: BlockPayload,
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
