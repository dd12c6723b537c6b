import type { Assignment, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { ErrorState, Icon, RelativeTime, Skeleton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import '../styles/promise.css'
import { messages } from './messages.ts'
import { WhyButton } from './why-button.tsx'

const tints: { readonly [state: string]: string } = { open: 'amber', accepted: 'green', expired: 'red' }

/** Fields of an entity that a policy gives to people. */
function useGivenFields(entity: EntityModel): readonly string[] {
  const { model } = useWorkspace()
  return model
    .documents('assignment')
    .filter((one) => one.entity === entity.key)
    .map((one) => one.field ?? 'owner')
}

function useAssignments(
  entity: EntityModel,
  record: WireRecord,
  wanted: boolean,
): UseQueryResult<readonly Assignment[]> {
  const { client } = useWorkspace()
  return useQuery({
    queryKey: ['records', entity.key, record.id, 'assignments', record.version],
    enabled: wanted,
    queryFn: () => client.assignments.of(entity.key, record.id),
  })
}

/** Why somebody has a record: a small button that opens who got it when, and by which turn. */
export function AssignedWhy({
  entity,
  record,
  field,
  name,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly field: string
  readonly name: string
}): ReactNode {
  const t = useT(messages)
  if (!useGivenFields(entity).includes(field)) return null
  return (
    <WhyButton label={t('assigned', { name })} title={t('assignedTitle')}>
      <Story entity={entity} record={record} field={field} />
    </WhyButton>
  )
}

function Story({
  entity,
  record,
  field,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly field: string
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const story = useAssignments(entity, record, true)
  if (story.isPending) return <Skeleton shape="lines" count={2} />
  if (story.isError) return <ErrorState error={story.error} />
  const given = story.data.filter((one) => one.field === field)
  if (given.length === 0) return <p className="m-faint">{t('assignedNever')}</p>
  return (
    <ul className="m-assigned">
      {given.map((one) => (
        <li key={one.id}>
          <span className="m-row">
            <b>{one.userName}</b>
            <Tag color={tints[one.state]}>{t(`state_${one.state}`)}</Tag>
            <span className="m-spring" />
            <RelativeTime value={one.at} />
          </span>
          <span className="m-faint">{say(one.why, locale)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Asks whoever was given a record to take it up, while it is theirs to do so. */
export function AcceptBar({
  entity,
  record,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const mine = useGivenFields(entity).some((field) => record[field] === me.user.id)
  const story = useAssignments(entity, record, mine)
  const open = story.data?.find(({ state, userId }) => state === 'open' && userId === me.user.id)
  if (!mine || open === undefined) return null
  const accept = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.assignments.accept(entity.key, record.id)
      toast({ text: t('accepted'), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    await queries.invalidateQueries({ queryKey: ['records', entity.key, record.id] })
    setBusy(false)
  }
  return (
    <div className="m-accept" role="status">
      <Icon name="user-plus" size={16} />
      <span>
        {open.acceptBy === null ? (
          t('acceptAsk')
        ) : (
          <>
            {t('acceptBy')} <RelativeTime value={open.acceptBy} />
          </>
        )}
      </span>
      <span className="m-spring" />
      <Button type="primary" loading={busy} onClick={() => void accept()}>
        {t('accept')}
      </Button>
    </div>
  )
}
