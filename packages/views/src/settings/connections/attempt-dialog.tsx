import type { Connection, ConnectionField } from '@mortise/client'
import { useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { FieldInput } from './field-input.tsx'
import { messages } from './messages.ts'

/** Tries a connection out with something that is really sent. */
export function AttemptDialog({
  connection,
  fields,
  onWorks,
  onClose,
}: {
  readonly connection: Connection
  readonly fields: readonly ConnectionField[]
  readonly onWorks: () => void
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const [values, setValues] = useState<{ readonly [key: string]: unknown }>({})
  const [busy, setBusy] = useState(false)
  const [why, setWhy] = useState<string>()
  const attempt = async (): Promise<void> => {
    setBusy(true)
    setWhy(undefined)
    const answer = await client.connections
      .attempt(connection.key, values)
      .catch((error: unknown) => ({ works: false, why: refusal(error) }))
    setBusy(false)
    if (answer.works) onWorks()
    else setWhy(answer.why ?? t('fails'))
  }
  const whole = fields.every(({ key, required }) => required !== true || (values[key] ?? '') !== '')
  return (
    <Modal
      open
      title={t('attemptOf', { name: connection.name })}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
      width={480}
    >
      <form
        className="m-settings-form m-connection-form"
        onSubmit={(event) => {
          event.preventDefault()
          void attempt()
        }}
      >
        <p className="m-faint">{t('attemptNote')}</p>
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={values[field.key]}
            onChange={(value) => setValues({ ...values, [field.key]: value })}
          />
        ))}
        {why === undefined ? null : (
          <p className="m-error" role="alert">
            {why}
          </p>
        )}
        <div className="m-row">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!whole}>
            {t('attemptSend')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Modal>
  )
}
