import type { Connection, ConnectionKind } from '@mortise/client'
import { say } from '@mortise/errors'
import { Icon, useLocale, useT, useToast } from '@mortise/ui'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { FieldInput, isSecret } from './field-input.tsx'
import { messages } from './messages.ts'

type Values = { readonly [key: string]: unknown }

const groups = ['chat', 'sms', 'http'] as const

/** Adds an account at a system outside, or changes one. */
export function ConnectionDialog({
  kinds,
  connection,
  onClose,
  onSaved,
}: {
  readonly kinds: readonly ConnectionKind[]
  /** Absent for a new one. */
  readonly connection?: Connection | undefined
  readonly onClose: () => void
  readonly onSaved: (connection: Connection) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [kind, setKind] = useState(kinds.find(({ type }) => type === connection?.type))
  const title = kind === undefined ? t('choose') : (connection?.name ?? say(kind.label, locale))
  return (
    <Modal open title={title} footer={null} onCancel={onClose} destroyOnHidden width={560}>
      {kind === undefined ? (
        <Choice kinds={kinds} onChoose={setKind} />
      ) : (
        <Form
          key={kind.type}
          kind={kind}
          connection={connection}
          onSaved={onSaved}
          onBack={connection === undefined ? () => setKind(undefined) : undefined}
        />
      )}
    </Modal>
  )
}

function Choice({
  kinds,
  onChoose,
}: {
  readonly kinds: readonly ConnectionKind[]
  readonly onChoose: (kind: ConnectionKind) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <div className="m-stack">
      {groups.map((group) => (
        <section key={group} className="m-connection-group">
          <h4>{t(group)}</h4>
          <div className="m-connection-kinds">
            {kinds
              .filter((kind) => kind.group === group)
              .map((kind) => (
                <button key={kind.type} type="button" onClick={() => onChoose(kind)}>
                  <Icon name={kind.icon} size={20} />
                  <span>
                    <strong>{say(kind.label, locale)}</strong>
                    <span className="m-faint">{say(kind.about, locale)}</span>
                  </span>
                </button>
              ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function Form({
  kind,
  connection,
  onSaved,
  onBack,
}: {
  readonly kind: ConnectionKind
  readonly connection: Connection | undefined
  readonly onSaved: (connection: Connection) => void
  readonly onBack: (() => void) | undefined
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const [name, setName] = useState(connection?.name ?? say(kind.label, locale))
  const [values, setValues] = useState<Values>(connection?.settings ?? {})
  const [busy, setBusy] = useState(false)
  // What the makers of the system have set already is for few.
  const [plain, advanced] = [
    kind.fields.filter((field) => field.default === undefined || field.type === 'boolean'),
    kind.fields.filter((field) => field.default !== undefined && field.type !== 'boolean'),
  ]
  const input = (field: ConnectionKind['fields'][number]): ReactNode => {
    const kept = isSecret(field) && connection?.secretsSet.includes(field.key) === true
    return (
      <FieldInput
        key={field.key}
        field={field}
        value={values[field.key]}
        hint={kept ? t('secretSet') : undefined}
        onChange={(value) => setValues({ ...values, [field.key]: value })}
      />
    )
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    // A secret that was left empty stays as it is.
    const said = Object.entries(values).filter(
      ([key, value]) => value !== '' || !kind.fields.some((field) => field.key === key && isSecret(field)),
    )
    const given = {
      key: connection?.key,
      type: kind.type,
      name: name.trim(),
      values: Object.fromEntries(said),
    }
    await client.connections
      .save(given)
      .then(onSaved)
      .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    setBusy(false)
  }
  return (
    <form
      className="m-settings-form m-connection-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label>
        {t('name')}
        <Input value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      </label>
      {plain.map(input)}
      {advanced.length === 0 ? null : (
        <details>
          <summary>{t('advanced')}</summary>
          <div className="m-settings-form">{advanced.map(input)}</div>
        </details>
      )}
      <div className="m-row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === ''}>
          {t('save')}
        </Button>
        {onBack === undefined ? null : <Button onClick={onBack}>{t('back')}</Button>}
      </div>
    </form>
  )
}
