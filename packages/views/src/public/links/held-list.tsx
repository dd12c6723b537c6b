import type { PublicLink, PublicSubmission } from '@mortise/client'
import { say } from '@mortise/errors'
import { builtinFieldTypes } from '@mortise/fields'
import { type EntityModel, extensionList } from '@mortise/schema'
import { formatInstantText, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { LinkGround } from './ground.ts'
import { messages } from './messages.ts'
import type { LinkActs } from './use-links.ts'

const types = extensionList(builtinFieldTypes)

/** Submissions that were held back: looked at, then made into records or dropped. */
export function HeldList({
  link,
  ground,
  acts,
}: {
  readonly link: PublicLink
  readonly ground: LinkGround
  readonly acts: LinkActs
}): ReactNode {
  const t = useT(messages)
  const held = useQuery({
    queryKey: ['public-links', 'held', link.id, link.held],
    queryFn: () => ground.client.publicLinks.submissions(link.id, 'held'),
  })
  if (held.data === undefined) return <Skeleton shape="lines" count={3} />
  return (
    <section className="m-link-part" data-wide="true" aria-label={t('heldTitle')}>
      <p className="m-faint">{held.data.length === 0 ? t('heldNone') : t('heldIntro')}</p>
      <ul className="m-link-held">
        {held.data.map((one) => (
          <Held
            key={one.id}
            one={one}
            entity={ground.model.entity(one.entity)}
            timeZone={ground.timeZone}
            acts={acts}
          />
        ))}
      </ul>
    </section>
  )
}

function Held({
  one,
  entity,
  timeZone,
  acts,
}: {
  readonly one: PublicSubmission
  readonly entity: EntityModel | undefined
  readonly timeZone: string
  readonly acts: LinkActs
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const lines = Object.entries(one.values ?? {}).flatMap(([key, value]) => {
    const field = entity?.field(key)
    const type = field === undefined ? undefined : types.find(field.type)
    if (field === undefined || type === undefined || value === null) return []
    const text =
      Array.isArray(value) && type.parentField !== undefined
        ? String(value.length)
        : type.format(value, { field: field.document, locale, timeZone }) || String(value)
    return [{ key, label: say(field.document.label, locale), text }]
  })
  const reason = one.reason?.includes('DUPLICATE')
    ? t('reasonDuplicate')
    : one.reason === 'AUTOMATION_REFUSED'
      ? t('reasonRights')
      : t('reasonOther')
  return (
    <li>
      <header>
        <b>{reason}</b>
        <time className="m-faint">{formatInstantText(one.createdAt, timeZone)}</time>
      </header>
      <dl>
        {lines.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="m-row">
        <Button size="small" onClick={() => void acts.settle(one.id, true)}>
          {t('makeRecord')}
        </Button>
        <Button size="small" type="text" danger onClick={() => void acts.settle(one.id, false)}>
          {t('drop')}
        </Button>
      </div>
    </li>
  )
}
