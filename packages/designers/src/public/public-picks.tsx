import { say } from '@mortise/errors'
import type { FormDocument, PublicPick } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { Panel } from '../kit/panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { type Offerable, pickOf, pickSettings, showableFields } from './pick-settings.ts'

/**
 * Links that are placed on a public form: each is kept from strangers until somebody lets them choose, by the fields
 * they may see and the records they may find.
 */
export function PublicPicks({
  links,
  form,
  onChange,
}: {
  readonly links: readonly Offerable[]
  readonly form: FormDocument
  readonly onChange: (picks: readonly PublicPick[] | undefined) => void
}): ReactNode {
  const t = useT(messages)
  if (links.length === 0) return null
  const all = form.public?.picks ?? []
  const put = (link: Offerable, pick: PublicPick | undefined): void => {
    const isNew = link.pick === undefined && pick !== undefined
    const kept = all.flatMap((one) => (one === link.pick ? (pick ?? []) : one))
    const next = isNew ? [...kept, pick] : kept
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <section className="d-public-picks" aria-label={t('picks')}>
      <h4>{t('picks')}</h4>
      <p className="m-faint">{t('picksHint')}</p>
      {links.map((link) => (
        <OneLink
          key={`${link.into?.key ?? ''} ${link.field.key}`}
          link={link}
          onChange={(pick) => put(link, pick)}
        />
      ))}
    </section>
  )
}

function OneLink({
  link,
  onChange,
}: {
  readonly link: Offerable
  readonly onChange: (pick: PublicPick | undefined) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const id = useId()
  const { field, into, target, pick } = link
  const showable = showableFields(kit, target)
  const label = say(field.label, locale) || field.key
  const name = into === undefined ? label : `${say(into.label, locale) || into.key} · ${label}`
  const [first] = showable
  return (
    <div className="d-public-pick">
      <div className="d-public-pick-head">
        <Switch
          id={id}
          size="small"
          checked={pick !== undefined}
          disabled={first === undefined}
          onChange={(on) =>
            onChange(on && first !== undefined ? pickOf(link, { show: [first.key] }, showable) : undefined)
          }
        />
        <label htmlFor={id}>{t('pickOf', { name })}</label>
      </div>
      {pick === undefined ? null : (
        <Panel
          name={`pick ${into?.key ?? ''} ${field.key}`}
          settings={pickSettings(showable)}
          values={{ ...pick, target: target.key }}
          home={target.key}
          onChange={(values) => onChange(pickOf(link, values, showable))}
        />
      )}
    </div>
  )
}
