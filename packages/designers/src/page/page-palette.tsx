import { say } from '@mortise/errors'
import type { PageBlock } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { defaultPage, pageBlocks } from '@mortise/views'
import type { ReactNode } from 'react'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import type { PageEditor } from './use-page-editor.ts'

/** Every block, and the lists of records that link to this kind ready made. */
export function PagePalette({ editor }: { readonly editor: PageEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const entity = model.entity(editor.page.entity)
  const blocks: PaletteGroup = {
    key: 'blocks',
    label: t('blocks'),
    items: pageBlocks.all.map(({ type, label, icon, description }) => ({
      key: type,
      label: say(label, locale),
      icon,
      hint: say(description, locale),
      payload: { add: { type } satisfies PageBlock },
    })),
  }
  const lists = entity === undefined ? [] : defaultPage(model, entity).tabs.flatMap((tab) => tab.blocks)
  const related: PaletteGroup = {
    key: 'related',
    label: t('related'),
    items: lists
      .filter(({ type }) => type === 'related')
      .map((block) => {
        const other = model.entity(block.entity ?? '')?.document
        return {
          key: `${block.entity}.${block.field}`,
          label: say(other?.plural ?? other?.label, locale),
          icon: other?.icon ?? 'table-2',
          payload: { add: block },
        }
      }),
  }
  return (
    <Palette
      kind="page-palette"
      groups={[blocks, related].filter(({ items }) => items.length > 0)}
      onAdd={(payload) => editor.add((payload as { readonly add: PageBlock }).add)}
    />
  )
}
