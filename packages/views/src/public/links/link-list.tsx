import type { PublicLink } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Model } from '@mortise/schema'
import { EmptyState, ErrorState, Icon, Skeleton, useConfirm, useLocale, useT } from '@mortise/ui'
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import '../../styles/public-links.css'
import type { LinkGround } from './ground.ts'
import { LinkCard } from './link-card.tsx'
import { messages } from './messages.ts'
import { useLinkActs, useLinks } from './use-links.ts'

/** The links of one form: made, copied, framed, opened and closed here. */
export function FormLinks({
  form,
  published,
  ground,
}: {
  /** Stored name of the form. */
  readonly form: string
  /** Whether the form is published as a public one; links lead to what is published. */
  readonly published: boolean
  readonly ground: LinkGround
}): ReactNode {
  const t = useT(messages)
  const links = useLinks(ground.client.publicLinks, form)
  const acts = useLinkActs(ground.client.publicLinks)
  const [busy, setBusy] = useState(false)
  const add = async (): Promise<void> => {
    setBusy(true)
    await acts.create(form, {})
    setBusy(false)
  }
  const button = (
    <Button
      type="primary"
      icon={<Icon name="plus" size={14} />}
      disabled={!published}
      loading={busy}
      onClick={() => void add()}
    >
      {t('add')}
    </Button>
  )
  if (links.isPending) return <Skeleton shape="cards" count={2} />
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  return (
    <div className="m-links">
      <header className="m-links-head">
        <p>{t('intro')}</p>
        {links.data.length === 0 ? null : button}
      </header>
      {published ? null : <Alert type="info" showIcon title={t('publishFirst')} />}
      {links.data.length === 0 ? (
        <EmptyState drawing="joint" title={t('emptyTitle')} text={t('emptyBody')} action={button} />
      ) : (
        links.data.map((link) => <LinkCard key={link.id} link={link} ground={ground} acts={acts} />)
      )}
    </div>
  )
}

/** All links of all forms, form by form, for who looks after what is open to the world. */
export function AllLinks({ ground }: { readonly ground: LinkGround }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const links = useLinks(ground.client.publicLinks)
  const acts = useLinkActs(ground.client.publicLinks)
  const confirm = useConfirm()
  if (links.isPending) return <Skeleton shape="cards" count={3} />
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  if (links.data.length === 0)
    return <EmptyState drawing="joint" title={t('emptyTitle')} text={t('emptyAll')} />
  const renew = async (): Promise<void> => {
    const body = t('renewKeyBody', { n: links.data.length })
    if (await confirm({ title: t('renewKeyAsk'), body, action: t('renewKey'), danger: true }))
      await acts.renewKey()
  }
  const byForm = Map.groupBy(links.data, ({ form }: PublicLink) => form)
  return (
    <div className="m-links">
      {ground.admin ? (
        <header className="m-links-head">
          <span />
          <Button icon={<Icon name="key" size={14} />} onClick={() => void renew()}>
            {t('renewKey')}
          </Button>
        </header>
      ) : null}
      {[...byForm].map(([form, list]) => (
        <section key={form} className="m-links" aria-label={nameOf(ground.model, form, locale)}>
          <h2 className="m-links-form">{nameOf(ground.model, form, locale)}</h2>
          {list.map((link) => (
            <LinkCard key={link.id} link={link} ground={ground} acts={acts} />
          ))}
        </section>
      ))}
    </div>
  )
}

function nameOf(model: Model, form: string, locale: 'zh' | 'en'): string {
  const document = model.document('form', form)
  const entity = model.entity(document?.entity ?? form.split('.')[0] ?? '')
  const label = say(document?.public?.title ?? document?.label, locale) || form
  return entity === undefined ? label : `${say(entity.document.label, locale)} · ${label}`
}
