import { captioned } from '@mortise/errors'
import type { AccessEntry, AccessReason, WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { ErrorState, Icon, Skeleton, Tag, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type PanelProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly onClose: () => void
}

/** Why somebody can or can't see and change a record: each act and field with the role, scope, condition or share behind it. */
export function WhyPanel({ entity, record, onClose }: PanelProps): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const owner = record['owner']
  const [user, setUser] = useState(typeof owner === 'string' ? owner : undefined)
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const answer = useQuery({
    queryKey: ['record', entity.key, record.id, 'why', user],
    queryFn: () => client.access.why(entity.key, record.id, user ?? ''),
    enabled: user !== undefined,
  })
  return (
    <Drawer open title={t('whyTitle')} size={460} onClose={onClose} destroyOnHidden>
      <div className="m-stack">
        <div className="m-row">
          <Select<string>
            aria-label={t('whyPick')}
            placeholder={t('whyPick')}
            className="m-grow"
            showSearch={{ optionFilterProp: 'label' }}
            value={user ?? null}
            options={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setUser}
          />
          <Button
            icon={<Icon name="eye" size={14} />}
            disabled={user === undefined}
            onClick={() => void client.access.viewAs(user ?? null).then(() => globalThis.location.reload())}
          >
            {t('viewAs')}
          </Button>
        </div>
        {user !== undefined && answer.isPending ? <Skeleton shape="rows" count={6} /> : null}
        {answer.isError ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {answer.data === undefined ? null : <Reasons answer={answer.data} />}
      </div>
    </Drawer>
  )
}

const acts = {
  read: 'actRead',
  update: 'actUpdate',
  delete: 'actDelete',
  export: 'actExport',
  print: 'actPrint',
  share: 'actShare',
} as const

function Reasons({ answer }: { readonly answer: AccessEntry }): ReactNode {
  const locale = useLocale()
  const t = useT(messages)
  return (
    <>
      {answer.admin ? <p>{t('whyAdmin')}</p> : null}
      {answer.user.roles.length === 0 ? <p>{t('whyNoRole')}</p> : null}
      <h3>{t('whyActs')}</h3>
      <ul className="m-why">
        {answer.acts.map(({ act, allowed, because }) => (
          <li key={act} data-allowed={allowed}>
            <div className="m-row">
              <b className="m-grow">{t(acts[act])}</b>
              <Tag color={allowed ? 'green' : 'gray'}>{t(allowed ? 'yes' : 'no')}</Tag>
            </div>
            {because.map((reason) => (
              <Reason key={reason.role} reason={reason} />
            ))}
          </li>
        ))}
      </ul>
      <h3>{t('whyFields')}</h3>
      <ul className="m-why">
        {answer.fields.map(({ field, label, right, because }) => (
          <li key={field} data-allowed={right !== 'hidden'}>
            <div className="m-row">
              <span className="m-grow">{label}</span>
              <Tag color={right === 'hidden' ? 'red' : right === 'masked' ? 'orange' : 'gray'}>
                {t(`right_${right}`)}
              </Tag>
            </div>
            {right === 'write'
              ? null
              : because.map((one) => (
                  <small key={one.role} className="m-faint">
                    {captioned(one.label, one.counts ? t(`right_${one.right}`) : t('roleOut'), locale)}
                  </small>
                ))}
          </li>
        ))}
      </ul>
    </>
  )
}

const scopes = [
  'none',
  'own',
  'department',
  'department_below',
  'region',
  'shared',
  'all',
  'condition',
] as const

function Reason({ reason }: { readonly reason: AccessReason }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const scope = scopes.find((one) => one === reason.scope) ?? 'none'
  return (
    <small className="m-faint">
      <Icon name={reason.allowed ? 'check' : 'x'} size={12} />
      {captioned(reason.label, t(`scope_${scope}`), locale)}
      {reason.condition === undefined ? null : <code>{reason.condition}</code>}
      {reason.byShare === true ? ` · ${t('byShare')}` : null}
    </small>
  )
}
