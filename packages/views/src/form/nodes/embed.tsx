import { say } from '@mortise/errors'
import { nodeKey } from '@mortise/forms'
import { isOfSites, siteOf } from '@mortise/schema'
import { Icon, Link, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { useFormPart, useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import type { NodeProps } from './types.ts'

// Neither the page around it, nor downloads, dialogs, camera or place: what is shown is somebody else's.
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups'

/** A page of another site in a frame of its own, where the workspace lets that site in. */
export function EmbedNode({ node, pointer, ctx }: NodeProps<'embed'>): ReactNode {
  const t = useT(messages)
  const titleId = useId()
  const { me } = useWorkspace()
  const store = useFormStore()
  const address = useFormPart(store, (state) => state.shown[nodeKey(node, pointer)] ?? null)
  const site = siteOf(node.url)
  const label = say(node.label, ctx.locale)
  const [wanted, setWanted] = useState(typeof address === 'string' ? address : '')
  // Every letter that is typed would be another page: it follows when the hand rests.
  useEffect(() => {
    if (typeof address !== 'string' || address === wanted) return
    const timer = setTimeout(() => setWanted(address), wanted === '' ? 0 : 800)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [address])
  const isOpen = site !== undefined && isOfSites(me.workspace.sites ?? [], node.url) && site !== location.host
  return (
    <section className="m-embed-node" {...(label === '' ? {} : { 'aria-labelledby': titleId })}>
      {label === '' ? null : <h4 id={titleId}>{label}</h4>}
      {isOpen && wanted !== '' ? (
        <Frame address={wanted} title={label === '' ? site : label} height={node.height ?? usual} />
      ) : null}
      {isOpen ? null : (
        <p className="m-note" data-tone="warning">
          <Icon name="triangle-alert" />
          <span>
            {site === undefined ? t('embedNoAddress') : t('embedShut', { site })}{' '}
            {me.admin && site !== undefined ? (
              <Link href={`${paths.settings('sites')}?add=${encodeURIComponent(site)}`}>
                {t('embedOpen')}
              </Link>
            ) : null}
          </span>
        </p>
      )}
    </section>
  )
}

/** Pixels where the form says nothing. */
const usual = 360

type FrameProps = { readonly address: string; readonly title: string; readonly height: number }

function Frame({ address, title, height }: FrameProps): ReactNode {
  const t = useT(messages)
  const isStale = useRefused(address)
  if (isStale)
    return (
      <p className="m-note" data-tone="info">
        <Icon name="info" />
        <span>{t('embedReload')}</span>
        <Button size="small" onClick={() => location.reload()}>
          {t('embedReloadNow')}
        </Button>
      </p>
    )
  return (
    <iframe
      key={address}
      className="m-embed-frame"
      title={title}
      src={address}
      sandbox={sandbox}
      referrerPolicy="no-referrer"
      loading="lazy"
      style={{ height }}
    />
  )
}

/** Whether the browser refused the page: sites that were let in count from the next load on. */
function useRefused(address: string): boolean {
  const [refused, setRefused] = useState<string>()
  useEffect(() => {
    const hear = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
      if (effectiveDirective !== 'frame-src') return
      if (siteOf(`${blockedURI}`) === siteOf(address)) setRefused(address)
    }
    document.addEventListener('securitypolicyviolation', hear)
    return () => document.removeEventListener('securitypolicyviolation', hear)
  }, [address])
  return refused === address
}
