import { say } from '@mortise/errors'
import { type FormEmbedNode, siteOf } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useShutSite } from '../kit/editors/page-address.tsx'
import { messages } from './messages.ts'

/** An embedded page on the canvas: its title and site. The page itself shows in the preview. */
export function EmbedPart({
  node,
  children,
}: {
  readonly node: FormEmbedNode
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { site: shut } = useShutSite(node.url)
  const site = siteOf(node.url)
  return (
    <div className="d-embed-part" data-shut={shut !== undefined}>
      <span className="d-embed-title">
        {say(node.label, locale)}
        {children}
      </span>
      <div className="d-embed-page">
        <Icon name={shut === undefined ? 'globe' : 'triangle-alert'} size={20} />
        <span>{shut === undefined ? (site ?? t('embedEmpty')) : t('embedShut', { site: shut })}</span>
      </div>
    </div>
  )
}
