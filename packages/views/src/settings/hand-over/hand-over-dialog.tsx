import type { HoldingPart, Holdings, UserEntry } from '@mortise/client'
import { EmptyState, ErrorState, randomId, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import '../../styles/connections.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { FieldChoice, nameOf, namesOf } from './field-choice.tsx'
import { messages } from './messages.ts'
import { PartLine } from './part-line.tsx'
import { partsOf } from './parts.ts'

const names = ['tasks', 'records', 'fields', 'documents', 'agents', 'organization'] as const

/** What each part is to become: somebody's of their own, nobody's (null), or as said for all (absent). */
type Own = { readonly [K in HoldingPart]?: string | null }

/** Everything a person holds, and who takes it over: looked at first, then moved at once. */
export function HandOverDialog({
  user,
  users,
  onClose,
}: {
  readonly user: UserEntry
  readonly users: readonly UserEntry[]
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [to, setTo] = useState<string>()
  // Person fields often tell what was: nobody changes them unasked.
  const [own, setOwn] = useState<Own>({ fields: null })
  const [fields, setFields] = useState<readonly string[]>()
  const [off, setOff] = useState(user.active)
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [commandId] = useState(randomId)
  const forTasks = own.tasks === undefined ? to : (own.tasks ?? undefined)
  const held = useQuery({
    queryKey: ['people', 'holdings', user.id, forTasks],
    queryFn: () => client.handOver.holdings(user.id, forTasks),
    placeholderData: (before) => before,
  })
  const parts = held.data === undefined ? [] : partsOf(held.data, t)
  const holds = parts.length > 0
  const receiverOf = (part: HoldingPart): string | undefined => {
    const named = own[part]
    return named === undefined ? to : (named ?? undefined)
  }
  const going = fields ?? namesOf(held.data)
  const chosen = parts.filter(({ part }) => own[part] !== null && (part !== 'fields' || going.length > 0))
  const ready =
    held.data !== undefined &&
    !held.isFetching &&
    chosen.every(({ part }) => receiverOf(part) !== undefined) &&
    (own.tasks === null || held.data.stuck.length === 0) &&
    (chosen.length > 0 || off)
  const give = async (): Promise<void> => {
    setBusy(true)
    try {
      if (chosen.length > 0) {
        const chosenParts = new Set(chosen.map(({ part }) => part))
        const receivers = names.map((part) => [part, chosenParts.has(part) ? receiverOf(part) : null])
        await client.handOver.give(user.id, {
          parts: Object.fromEntries(receivers),
          fields: going,
          commandId,
          ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
        })
      }
      if (off && user.active) await client.people.updateUser(user.id, { active: false })
      toast({ text: t('done'), tone: 'success' })
      await queries.invalidateQueries()
      onClose()
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
      await held.refetch()
    }
    setBusy(false)
  }
  return (
    <Modal
      open
      width={680}
      title={t('title', { name: user.name })}
      okText={t(holds ? 'give' : 'off')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => void give()}
      onCancel={onClose}
    >
      {held.isError ? <ErrorState error={held.error} onRetry={() => void held.refetch()} /> : null}
      {held.isPending ? <Skeleton shape="rows" count={5} /> : null}
      {held.data === undefined ? null : (
        <div className="m-hand-over">
          {holds ? (
            <Parts
              held={held.data}
              {...{ user, users, to, own, forTasks }}
              fields={going}
              onFields={setFields}
              onTo={setTo}
              onOwn={(part, next) => setOwn({ ...own, [part]: next })}
            />
          ) : (
            <EmptyState title={t('nothing', { name: user.name })} text={t('nothingText')} />
          )}
          {held.data.tasks.length === 0 || own.tasks === null ? null : (
            <Input
              aria-label={t('comment')}
              placeholder={t('comment')}
              value={comment}
              maxLength={500}
              onChange={({ target }) => setComment(target.value)}
            />
          )}
          {user.active ? (
            <Checkbox checked={off} onChange={({ target }) => setOff(target.checked)}>
              {t('alsoOff')}
            </Checkbox>
          ) : null}
        </div>
      )}
    </Modal>
  )
}

/** Whether a part has more records than go at once. */
function tooMany(held: Holdings, part: HoldingPart, fields: readonly string[]): boolean {
  const going = held.fields.filter((one) => fields.includes(nameOf(one)))
  const lists: { readonly [K in HoldingPart]?: Holdings['records'] } = {
    records: held.records,
    fields: going,
  }
  return (lists[part] ?? []).reduce((sum, one) => sum + one.count, 0) > held.recordLimit
}

function Parts({
  held,
  user,
  users,
  to,
  own,
  forTasks,
  fields,
  onTo,
  onOwn,
  onFields,
}: {
  readonly held: Holdings
  readonly user: UserEntry
  readonly users: readonly UserEntry[]
  readonly to: string | undefined
  readonly own: Own
  readonly forTasks: string | undefined
  /** Names of the person fields that go. */
  readonly fields: readonly string[]
  readonly onFields: (fields: readonly string[]) => void
  readonly onTo: (to: string) => void
  readonly onOwn: (part: HoldingPart, to: string | null | undefined) => void
}): ReactNode {
  const t = useT(messages)
  const people = users
    .filter((one) => one.active && one.id !== user.id)
    .map(({ id, name }) => ({ value: id, label: name }))
  const nameOf = (id: string | undefined): string => people.find((one) => one.value === id)?.label ?? ''
  const choosing = own.fields !== null
  return (
    <>
      <p className="m-faint">{t('note')}</p>
      <label className="m-hand-over-to">
        {t('receiver')}
        <Select<string>
          placeholder={t('receiverHint')}
          showSearch={{ optionFilterProp: 'label' }}
          value={to ?? null}
          options={people}
          onChange={onTo}
        />
      </label>
      <ul className="m-connections">
        {partsOf(held, t).map((shown) => (
          <PartLine
            key={shown.part}
            shown={shown.part === 'fields' && choosing ? { ...shown, lines: [], of: 0 } : shown}
            people={people}
            general={to === undefined ? undefined : nameOf(to)}
            value={own[shown.part]}
            onChange={(next) => onOwn(shown.part, next)}
          >
            {shown.part === 'tasks' && own.tasks !== null && held.stuck.length > 0 ? (
              <Stuck held={held} name={nameOf(forTasks)} />
            ) : null}
            {shown.part === 'fields' && choosing ? (
              <FieldChoice held={held.fields} value={fields} onChange={onFields} />
            ) : null}
            {own[shown.part] !== null && tooMany(held, shown.part, fields) ? (
              <p className="m-error">{t('tooMany', { n: held.recordLimit })}</p>
            ) : null}
          </PartLine>
        ))}
      </ul>
    </>
  )
}

function Stuck({ held, name }: { readonly held: Holdings; readonly name: string }): ReactNode {
  const t = useT(messages)
  return (
    <div className="m-error" role="alert">
      {t('stuck', { n: held.stuck.length, name })}
      <ul>
        {held.stuck.slice(0, 5).map(({ id, why }) => (
          <li key={id}>
            {held.tasks.find((task) => task.id === id)?.title} · {why}
          </li>
        ))}
      </ul>
    </div>
  )
}
