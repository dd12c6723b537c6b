import type { OneKeptRun } from '@mortise/client'
import { randomId, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { PeopleBox } from '../inbox/people-box.tsx'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { type Asked, grave } from './deeds.ts'
import { messages } from './messages.ts'

/** Asks what a deed needs (a step, a person, a reason), says what it means, and does it. A repeated press counts once. */
export function DeedDialog({
  run,
  asked,
  onClose,
}: {
  readonly run: OneKeptRun
  readonly asked: Asked
  readonly onClose: () => void
}): ReactNode {
  const { deed, place, task } = asked
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [target, setTarget] = useState<string>()
  const [person, setPerson] = useState<string>()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const commandId = useRef(randomId())
  const steps = deed === 'jump' || deed === 'reactivate'
  const ready = (!steps || target !== undefined) && (deed !== 'reassign' || person !== undefined)
  const send = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.runs.act(run.id, deed, {
        commandId: commandId.current,
        ...(reason.trim() === '' ? {} : { comment: reason.trim() }),
        ...(target === undefined ? {} : { target }),
        ...(person === undefined ? {} : { to: person }),
        ...(task === undefined ? {} : { itemId: task.itemId }),
        ...(place === undefined ? {} : { tokenId: place.tokenId }),
        ...(place?.incident === null || place === undefined ? {} : { incidentId: place.incident.id }),
      })
      toast({ text: t('done', { what: t(`do_${deed}`) }), tone: 'success' })
      onClose()
    } catch (error) {
      commandId.current = randomId()
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
    await queries.invalidateQueries()
  }
  return (
    <Modal
      open
      title={t(`ask_${deed}`, { step: place?.name ?? '', name: task?.name ?? '' })}
      okText={t(`do_${deed}`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready, danger: grave.has(deed), loading: busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="m-ask">
        <p className="m-faint">{t(`note_${deed}`)}</p>
        {steps ? (
          <label>
            {t('step')}
            <Select<string>
              aria-label={t('step')}
              showSearch={{ optionFilterProp: 'label' }}
              {...(target === undefined ? {} : { value: target })}
              options={run.steps.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setTarget}
            />
          </label>
        ) : null}
        {deed === 'reassign' ? (
          <PeopleBox
            entity={run.entity}
            several={false}
            label={t('person')}
            onChange={([first]) => setPerson(first)}
          />
        ) : null}
        <label>
          {t('reason')}
          <Input.TextArea
            aria-label={t('reason')}
            value={reason}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}
