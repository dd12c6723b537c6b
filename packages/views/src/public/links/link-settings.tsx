import type { PublicLink, PublicLinkSettings } from '@mortise/client'
import { useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useId } from 'react'
import type { LinkGround } from './ground.ts'
import { messages } from './messages.ts'
import type { LinkActs } from './use-links.ts'

/** When a link is open, how much it takes, who gets what comes in, and how hard the guard is. All of it holds at once. */
export function LinkSettings({
  link,
  ground,
  acts,
}: {
  readonly link: PublicLink
  readonly ground: LinkGround
  readonly acts: LinkActs
}): ReactNode {
  const t = useT(messages)
  const change = (settings: PublicLinkSettings): void => void acts.change(link.id, settings)
  const users = useQuery({ queryKey: ['users', 'all'], queryFn: () => ground.client.people.users() })
  const owners = (users.data ?? []).filter(({ active }) => active)
  const time = (name: 'opensAt' | 'closesAt') => (id: string) => (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      placeholder=""
      value={link[name] === null ? null : dayjs(link[name])}
      onChange={(at) => change({ [name]: at === null ? null : at.second(0).millisecond(0).toISOString() })}
    />
  )
  return (
    <div className="m-link-part">
      <Labelled label={t('opensAt')}>{time('opensAt')}</Labelled>
      <Labelled label={t('closesAt')}>{time('closesAt')}</Labelled>
      <Labelled label={t('quota')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={10_000_000}
            precision={0}
            placeholder={t('quotaHint')}
            {...(link.quota === null ? {} : { defaultValue: link.quota })}
            onBlur={(event) => {
              const text = event.target.value.replaceAll(/\D/g, '')
              const quota = text === '' ? null : Math.max(1, Number(text))
              if (quota !== link.quota) change({ quota })
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('owner')} hint={t('ownerHint')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={link.owner ?? ''}
            options={[
              { value: '', label: t('ownerNone') },
              ...owners.map((user) => ({ value: user.id, label: user.name })),
            ]}
            onChange={(owner: string) => change({ owner: owner === '' ? null : owner })}
          />
        )}
      </Labelled>
      <Labelled label={t('guard')}>
        {(id) => (
          <Select
            id={id}
            value={link.difficulty <= 13 ? 12 : link.difficulty <= 17 ? 16 : 19}
            options={[
              { value: 12, label: t('guardLow') },
              { value: 16, label: t('guardUsual') },
              { value: 19, label: t('guardHigh') },
            ]}
            onChange={(difficulty: number) => change({ difficulty })}
          />
        )}
      </Labelled>
    </div>
  )
}

function Labelled({
  label,
  hint,
  children,
}: {
  readonly label: string
  readonly hint?: string
  readonly children: (id: string) => ReactNode
}): ReactNode {
  const id = useId()
  return (
    <div className="m-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <small className="m-faint">{hint}</small>}
    </div>
  )
}
