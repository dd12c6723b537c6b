import type { PublicLink } from '@mortise/client'
import { Icon, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { messages } from './messages.ts'
import { useCopy } from './use-copy.ts'
import type { LinkActs } from './use-links.ts'

/** The snippet that puts the form into a page of another site. */
export function snippetOf(address: string): string {
  return `<iframe src="${address}" title="form" style="width:100%;min-height:720px;border:0" loading="lazy" referrerpolicy="no-referrer"></iframe>`
}

/** Which sites may frame the form, and what they put into their pages. */
export function Embed({
  link,
  address,
  acts,
}: {
  readonly link: PublicLink
  readonly address: string
  readonly acts: LinkActs
}): ReactNode {
  const t = useT(messages)
  const id = useId()
  const copy = useCopy()
  const snippet = snippetOf(address)
  return (
    <div className="m-link-part" data-wide="true">
      <div className="m-field">
        <label htmlFor={id}>{t('sites')}</label>
        <Select
          id={id}
          mode="tags"
          open={false}
          suffixIcon={null}
          value={[...link.sites]}
          placeholder={t('sitesHint')}
          tokenSeparators={[' ', ',', '，', ';']}
          onChange={(sites: string[]) => void acts.change(link.id, { sites })}
        />
        {link.sites.length === 0 ? <small className="m-faint">{t('sitesNone')}</small> : null}
      </div>
      <div className="m-field">
        <span className="m-link-label">{t('snippet')}</span>
        <div className="m-link-snippet">
          <code tabIndex={0}>{snippet}</code>
          <Button
            size="small"
            icon={<Icon name="copy" size={14} />}
            disabled={link.sites.length === 0}
            onClick={() => void copy(snippet)}
          >
            {t('copy')}
          </Button>
        </div>
      </div>
    </div>
  )
}
