import type { InputProps } from '@mortise/fields/react'
import { isOfSites, siteOf } from '@mortise/schema'
import { Icon, Link, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { messages } from './messages.ts'
import { TemplateEditor } from './template.tsx'

/** The address of a page of another site, with values of the record; says when that site is not let in, and where it can be. */
export function PageAddressEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value } = props
  const address = typeof value === 'string' ? value : ''
  const { site, href } = useShutSite(address)
  const isWrong = address !== '' && siteOf(address) === undefined
  return (
    <div className="d-page-address">
      <TemplateEditor {...props} />
      {isWrong ? (
        <p className="m-error" role="alert">
          {t('pageWrong')}
        </p>
      ) : null}
      {site === undefined ? null : (
        <p className="m-note" data-tone="warning" role="status">
          <Icon name="triangle-alert" />
          <span>
            {t('siteShut', { site })}{' '}
            {href === undefined ? t('siteAskAdmin') : <Link href={href}>{t('siteOpen')}</Link>}
          </span>
        </p>
      )}
    </div>
  )
}

type Shut = {
  /** The site of an address that is not let in; undefined where it is, or where nothing is known yet. */
  readonly site: string | undefined
  /** Where an administrator lets it in; undefined for other people. */
  readonly href: string | undefined
}

/** Whether the site of a page may be embedded in this workspace. */
export function useShutSite(address: string): Shut {
  const { client } = useWorkbench()
  const site = siteOf(address)
  const me = useQuery({
    queryKey: ['me'],
    queryFn: () => client.session.me(),
    staleTime: 5_000,
    enabled: site !== undefined,
  })
  const isShut = me.data !== undefined && !isOfSites(me.data.workspace.sites ?? [], address)
  if (site === undefined || !isShut) return { site: undefined, href: undefined }
  const href = `/settings/sites?add=${encodeURIComponent(site)}`
  return { site, href: me.data.admin ? href : undefined }
}
