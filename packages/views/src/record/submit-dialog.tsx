import type { PickNeed, StartChoices, WayAhead } from '@mortise/client'
import { say } from '@mortise/errors'
import { Avatar, ErrorState, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { isPicked, type Picked, Picks } from '../inbox/picks.tsx'
import '../styles/inbox.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Props = {
  readonly flow: { readonly key: string; readonly label: Parameters<typeof say>[0] }
  readonly entity: string
  readonly id: string
  readonly onSubmit: (choices: StartChoices) => void
  readonly onClose: () => void
}

/** Before a record is handed in: who will be asked, in which order, as things stand now. */
export function SubmitDialog({ flow, entity, id, onSubmit, onClose }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const [picked, setPicked] = useState<Picked>({})
  const [department, setDepartment] = useState<string>()
  const choices: StartChoices = {
    ...(Object.keys(picked).length === 0 ? {} : { picks: picked }),
    ...(department === undefined ? {} : { department }),
  }
  const [needs, setNeeds] = useState<readonly PickNeed[]>([])
  const way = useQuery({
    queryKey: ['flow', 'preview', flow.key, entity, id, choices],
    queryFn: async () => {
      const found = await client.work.preview(flow.key, { entity, id, ...choices })
      // What was picked is asked for no more; it stays to be changed.
      setNeeds((known) => [
        ...known,
        ...found.picks.filter(({ node }) => known.every((one) => one.node !== node)),
      ])
      return found
    },
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const departments = way.data?.departments ?? []
  const ready =
    !way.isPending && isPicked(needs, picked) && (departments.length < 2 || department !== undefined)
  return (
    <Modal
      open
      title={t('submitTitle', { name: say(flow.label, locale) })}
      okText={t('submitNow')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={() => {
        onClose()
        onSubmit(choices)
      }}
      onCancel={onClose}
    >
      {way.isPending ? <Skeleton shape="lines" count={3} /> : null}
      {way.isError ? <ErrorState error={way.error} onRetry={() => void way.refetch()} /> : null}
      {way.data === undefined ? null : <Way way={way.data} />}
      <div className="m-ask">
        {departments.length < 2 ? null : (
          <label>
            {t('startDepartment')}
            <Select<string>
              aria-label={t('startDepartment')}
              placeholder={t('startDepartment')}
              value={department ?? null}
              options={departments.map((one) => ({ value: one.id, label: one.name }))}
              onChange={setDepartment}
            />
          </label>
        )}
        <Picks needs={needs} entity={entity} picked={picked} onPick={setPicked} />
      </div>
    </Modal>
  )
}

function Way({ way }: { readonly way: WayAhead }): ReactNode {
  const t = useT(messages)
  if (way.steps.length === 0) return <p>{t('wayAlone')}</p>
  return (
    <>
      <p className="m-faint">{t('wayNote')}</p>
      <ol className="m-way" aria-label={t('wayAhead')}>
        {way.steps.map((step, at) => (
          <li key={at}>
            <b>{step.name}</b>
            <span className="m-way-people">
              {step.people.map(({ id, name, copy, reason }) => (
                <span key={id} data-passed={reason !== null && passed.has(reason)}>
                  <Avatar name={name} size={20} />
                  {name}
                  {copy ? <small>{t('wayCopy')}</small> : null}
                  {reason !== null && passed.has(reason) ? <small>{t('wayPassed')}</small> : null}
                </span>
              ))}
              {step.open ? <small>{t('wayOpen')}</small> : null}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Reasons for which somebody is not asked. */
const passed: ReadonlySet<string> = new Set(['self', 'dedupe'])
