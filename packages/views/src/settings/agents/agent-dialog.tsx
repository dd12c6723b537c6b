import type { AgentRules, NewAgentRule } from '@mortise/client'
import { formatInstant, toInstant } from '@mortise/expressions'
import { dateInZone, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** A wall clock of the workspace as an instant: the browser's own zone has no say. */
function instantOf(wall: Dayjs, zone: string): string {
  const date = { year: wall.year(), month: wall.month() + 1, day: wall.date() }
  return formatInstant(toInstant({ date, time: (wall.hour() * 60 + wall.minute()) * 60_000 }, zone)) ?? ''
}

/** Asks who stands in, from when to when, and in which flows; administrators may say it for others. */
export function AgentDialog({
  flows,
  onCancel,
  onSave,
}: {
  readonly flows: AgentRules['flows']
  readonly onCancel: () => void
  readonly onSave: (rule: NewAgentRule) => Promise<void>
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const zone = me.workspace.timeZone
  const [today] = useState(() => dayjs(dateInZone(Date.now(), zone)))
  const [principal, setPrincipal] = useState(me.user.id)
  const [agent, setAgent] = useState<string>()
  const [from, setFrom] = useState<Dayjs | null>(today)
  const [to, setTo] = useState<Dayjs | null>(today.add(6, 'day').hour(23).minute(59))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const people = (users.data ?? [])
    .filter((one) => one.active)
    .map(({ id, name }) => ({ value: id, label: name }))
  const ready = agent !== undefined && from !== null && to !== null && from.isBefore(to)
  const save = async (): Promise<void> => {
    if (!ready) return
    setBusy(true)
    await onSave({
      ...(principal === me.user.id ? {} : { principal }),
      agent,
      startsAt: instantOf(from, zone),
      endsAt: instantOf(to, zone),
      flows: chosen.length === 0 ? null : chosen,
      note: note.trim() === '' ? null : note.trim(),
    })
    setBusy(false)
  }
  const time = (label: string, value: Dayjs | null, change: (next: Dayjs | null) => void): ReactNode => (
    <label>
      {label}
      <DatePicker
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={value}
        onChange={(next) => change(Array.isArray(next) ? null : next)}
      />
    </label>
  )
  const person = (
    label: string,
    value: string | undefined,
    { except, change }: { readonly except: string | undefined; readonly change: (id: string) => void },
  ): ReactNode => (
    <label>
      {label}
      <Select<string>
        placeholder={t('agentHint')}
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? null}
        options={people.filter((one) => one.value !== except)}
        onChange={change}
      />
    </label>
  )
  return (
    <Modal
      open
      title={t('add')}
      okText={t('ok')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onCancel}
    >
      <div className="m-settings-form">
        {me.admin ? person(t('principal'), principal, { except: agent, change: setPrincipal }) : null}
        {person(t('agent'), agent, { except: principal, change: setAgent })}
        {time(t('from'), from, setFrom)}
        {time(t('to'), to, setTo)}
        <label>
          {t('flows')}
          <Select
            mode="multiple"
            placeholder={t('allFlows')}
            value={[...chosen]}
            options={flows.map(({ key, name }) => ({ value: key, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(next: string[]) => setChosen(next)}
          />
        </label>
        <label>
          {t('reason')}
          <Input
            value={note}
            maxLength={200}
            placeholder={t('reasonHint')}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}
