import type { Kit } from '@mortise/kit'
import type { MailBlockDocument, Model } from '@mortise/schema'
import type { BlockPayload } from '../blocks/block-palette.tsx'
import { firstColumns } from '../blocks/record-items.ts'

/** The block that something dragged from the palette becomes; undefined for what is a block already. */
export function newMailBlock(
  payload: BlockPayload,
  given: { readonly kit: Kit; readonly model: Model; readonly entity: string; readonly locale: 'zh' | 'en' },
): MailBlockDocument | undefined {
  const { kit, model, entity, locale } = given
  if ('add' in payload) return { ...kit.mailBlocks.find(payload.add)?.starts?.(locale), type: payload.add }
  if ('field' in payload) return { type: 'fields', items: [payload.field] }
  if (!('rows' in payload)) return undefined
  const columns = firstColumns(model.entity(entity), payload.rows, model).map(({ field, number }) =>
    number ? { field, align: 'right' } : { field },
  )
  return { type: 'table', source: payload.rows, columns }
}
