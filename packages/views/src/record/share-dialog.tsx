import type { SharePartner, WireRecord } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import {
  dateInZone,
  ErrorState,
  IconButton,
  SegmentedControl,
  Skeleton,
  useLocale,
  useT,
  useToast,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type DialogProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly onClose: () => void
}

/** Opens one record to somebody, for a time or for good, and shows who it is open to. */
export function ShareDialog({ entity, record, onClose }: DialogProps): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const cache = useQueryClient()
  const key = ['record', entity.key, record.id, 'shares']
  const shares = useQuery({ queryKey: key, queryFn: () => client.access.shares(entity.key, record.id) })
  const attempt = async (work: () => Promise<string>): Promise<void> => {
    try {
      toast({ text: await work(), tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await cache.invalidateQueries({ queryKey: key })
  }
  const name = String(record[entity.document.title] ?? '')
  return (
    <Modal open title={t('shareTitle', { name })} footer={null} onCancel={onClose} destroyOnHidden>
      <div className="m-stack">
        <ShareForm
          onShare={(share) =>
            attempt(async () =>
              t('shared', { name: (await client.access.share(entity.key, record.id, share)).with.name }),
            )
          }
        />
        {shares.isPending ? <Skeleton shape="rows" count={2} /> : null}
        {shares.isError ? <ErrorState error={shares.error} onRetry={() => void shares.refetch()} /> : null}
        {shares.data === undefined ? null : (
          <ShareList
            shares={shares.data}
            onEnd={(id) =>
              attempt(async () => {
                await client.access.unshare(entity.key, record.id, id)
                return t('unshared')
              })
            }
          />
        )}
      </div>
    </Modal>
  )
}

type Given = { readonly with: SharePartner; readonly level: 'read' | 'write'; readonly until?: string }

function ShareForm({ onShare }: { readonly onShare: (share: Given) => Promise<void> }): ReactNode {
  const t = useT(messages)
  const options = usePartners()
  const [partner, setPartner] = useState<string>()
  const [level, setLevel] = useState<'read' | 'write'>('read')
  const [until, setUntil] = useState<string>()
  const [busy, setBusy] = useState(false)
  const share = async (): Promise<void> => {
    const [kind, id = ''] = (partner ?? '').split(':')
    setBusy(true)
    await onShare({
      with: { kind: kind as SharePartner['kind'], id },
      level,
      ...(until === undefined ? {} : { until }),
    })
    setBusy(false)
    setPartner(undefined)
  }
  return (
    <div className="m-share-form">
      <Select<string>
        aria-label={t('shareWith')}
        placeholder={t('sharePick')}
        showSearch={{ optionFilterProp: 'label' }}
        value={partner ?? null}
        options={[...options]}
        onChange={(next) => setPartner(next)}
      />
      <SegmentedControl
        label={t('share')}
        value={level}
        options={[
          { value: 'read', label: t('shareRead') },
          { value: 'write', label: t('shareWrite') },
        ]}
        onChange={(next) => setLevel(next === 'write' ? 'write' : 'read')}
      />
      <DatePicker
        aria-label={t('shareUntil')}
        placeholder={t('shareUntil')}
        onChange={(day) => setUntil(day === null ? undefined : day.endOf('day').toISOString())}
      />
      <Button type="primary" loading={busy} disabled={partner === undefined} onClick={() => void share()}>
        {t('shareAdd')}
      </Button>
    </div>
  )
}

type Option = {
  readonly label: string
  readonly options: { readonly value: string; readonly label: string }[]
}

/** People, departments and roles in one list, each named by what it is. */
function usePartners(): readonly Option[] {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const roles = useQuery({ queryKey: ['people', 'roles'], queryFn: () => client.people.roles() })
  const departments = useQuery({
    queryKey: ['people', 'departments'],
    queryFn: () => client.people.departments(),
  })
  const active = (users.data ?? []).filter((one) => one.active)
  return [
    { label: t('people'), options: active.map(({ id, name }) => ({ value: `user:${id}`, label: name })) },
    {
      label: t('departments'),
      options: (departments.data ?? []).map(({ id, name }) => ({ value: `department:${id}`, label: name })),
    },
    {
      label: t('roles'),
      options: (roles.data ?? []).map(({ key, label }) => ({
        value: `role:${key}`,
        label: say(label as LocalizedText, locale) || key,
      })),
    },
  ]
}

function ShareList({
  shares,
  onEnd,
}: {
  readonly shares: readonly ShareEntryLike[]
  readonly onEnd: (id: string) => Promise<void>
}): ReactNode {
  const t = useT(messages)
  const { me } = useWorkspace()
  if (shares.length === 0) return <p className="m-faint">{t('shareNone')}</p>
  return (
    <ul className="m-share-list">
      {shares.map((one) => (
        <li key={one.id}>
          <div className="m-grow">
            <b>{one.with.name}</b>
            <small className="m-faint">
              {[
                t(one.level === 'write' ? 'shareWrite' : 'shareRead'),
                one.until === null
                  ? t('shareForever')
                  : t('shareTill', { date: dateInZone(Date.parse(one.until), me.workspace.timeZone) }),
                one.by === null ? '' : t('shareBy', { name: one.by }),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </small>
          </div>
          <IconButton
            icon="x"
            label={t('shareEnd', { name: one.with.name })}
            onClick={() => void onEnd(one.id)}
          />
        </li>
      ))}
    </ul>
  )
}

type ShareEntryLike = {
  readonly id: string
  readonly with: { readonly name: string }
  readonly level: 'read' | 'write'
  readonly by: string | null
  readonly until: string | null
}
