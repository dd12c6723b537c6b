import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, PageBlock, PageDocument } from '@mortise/schema'
import { Tabs, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { pageBlocks } from './blocks/list.ts'
import { messages } from './messages.ts'

type Props = { readonly entity: EntityModel; readonly record: WireRecord }

/** Blocks below each other; a type that is not known is passed over. */
export function Blocks({ blocks, ...props }: Props & { readonly blocks: readonly PageBlock[] }): ReactNode {
  return blocks.map((block, index) => {
    const Block = pageBlocks.find(block.type)?.Component
    return Block === undefined ? null : <Block key={block.id ?? index} block={block} {...props} />
  })
}

/** The wide part of a page: its tabs, those left out that show only what the reader may not see. */
export function PageTabs({ page, ...props }: Props & { readonly page: PageDocument }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const open = ({ entity }: PageBlock): boolean => entity === undefined || me.entities[entity]?.read === true
  const tabs = page.tabs.filter((tab) => tab.blocks.some(open))
  return (
    <Tabs
      items={tabs.map((tab, index) => ({
        key: tab.id ?? String(index),
        label: say(tab.label, locale) || t('details'),
        children: <Blocks blocks={tab.blocks} {...props} />,
      }))}
    />
  )
}
