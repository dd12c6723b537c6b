import type { EntityModel, Model, PageBlock, PageDocument } from '@mortise/schema'
import type { Visibility } from './visible.ts'

type Seen = {
  readonly entity: EntityModel
  readonly visible: Visibility
  readonly model: Model
  /** Keys of the reports the reader may open. */
  readonly open: ReadonlySet<string>
}

/** A record's page without fields, records and reports that its reader may not know of. */
export function visiblePage(page: PageDocument, seen: Seen): PageDocument {
  const { entity, visible } = seen
  const { highlights, side } = page
  const shown = (blocks: readonly PageBlock[]): readonly PageBlock[] =>
    blocks.flatMap((block) => visibleBlock(block, seen) ?? [])
  return {
    ...page,
    ...(highlights === undefined
      ? {}
      : { highlights: highlights.filter((one) => visible.path(entity, one)) }),
    tabs: page.tabs.map((tab) => ({ ...tab, blocks: shown(tab.blocks) })),
    ...(side === undefined ? {} : { side: shown(side) }),
  }
}

function visibleBlock(block: PageBlock, { entity, visible, model, open }: Seen): PageBlock | undefined {
  const { field, fields, columns, sort, report } = block
  const other = block.entity === undefined ? undefined : model.entity(block.entity)
  if (block.entity !== undefined && (other === undefined || !visible.entity(block.entity))) return undefined
  if (report !== undefined && !open.has(report)) return undefined
  const knows = (path: string): boolean => other !== undefined && visible.path(other, path)
  if (field !== undefined && other !== undefined && !knows(field)) return undefined
  const hidden = (['parent', 'role', 'influence', 'attitude'] as const).filter((key) => {
    const name = block[key]
    return name !== undefined && !knows(name)
  })
  const kept = Object.fromEntries(Object.entries(block).filter(([key]) => !hidden.includes(key as 'role')))
  return {
    ...(kept as PageBlock),
    ...(fields === undefined ? {} : { fields: fields.filter((one) => visible.path(entity, one)) }),
    ...(columns === undefined ? {} : { columns: columns.filter(knows) }),
    ...(sort === undefined ? {} : { sort: sort.filter((one) => knows(one.field)) }),
  }
}
