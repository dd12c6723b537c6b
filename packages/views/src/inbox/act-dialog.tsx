import type { WorkItemAnswer } from '@mortise/client'
import { useT } from '@mortise/ui'
import { Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'
import { PeopleBox } from './people-box.tsx'
import { usePlaceName } from './place-name.ts'
import type { Extra } from './use-act.ts'

/** Commands that ask for more than a press. */
export type Asking = 'transfer' | 'delegate' | 'add-sign' | 'remove-sign' | 'cc' | 'return' | 'comment'

const people: ReadonlySet<Asking> = new Set(['transfer', 'delegate', 'add-sign', 'cc'])
const several: ReadonlySet<Asking> = new Set(['add-sign', 'cc'])
/** Ways of adding signers of whom several act, and so may act in different ways. */
const signModes = ['all', 'any', 'sequential'] as const

type Props = {
  readonly command: Asking
  readonly answer: WorkItemAnswer
  /** What was written at the foot of the page. */
  readonly comment: string
  readonly onCancel: () => void
  readonly onSend: (extra: Extra) => void
}

/** Asks what a command needs: to whom, where to, in which way, and a word about it. */
export function ActDialog({ command, answer, comment, onCancel, onSend }: Props): ReactNode {
  const t = useT(messages)
  const { operations } = answer
  const placeName = usePlaceName(answer)
  const [who, setWho] = useState<readonly string[]>([])
  const [kind, setKind] = useState(operations.addSign[0] ?? 'after')
  const [mode, setMode] = useState<(typeof signModes)[number]>('all')
  const [target, setTarget] = useState(operations.returnTargets[0])
  const [remove, setRemove] = useState(operations.removable?.[0])
  const [text, setText] = useState(comment)
  const ready =
    (!people.has(command) || who.length > 0) &&
    (command !== 'return' || target !== undefined) &&
    (command !== 'comment' || text.trim() !== '')
  const send = (): void =>
    onSend({
      ...(people.has(command) ? { to: several.has(command) ? who : who[0] } : {}),
      ...(command === 'add-sign' ? { kind, mode: who.length > 1 ? mode : 'all' } : {}),
      ...(command === 'return' ? { target } : {}),
      ...(command === 'remove-sign' ? { remove } : {}),
      ...(text.trim() === '' ? {} : { comment: text.trim() }),
    })
  return (
    <Modal
      open
      title={t(`ask_${command}`)}
      okText={t(`do_${command}`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={send}
      onCancel={onCancel}
    >
      <div className="m-ask">
        <p className="m-faint">{t(`note_${command}`)}</p>
        {command === 'add-sign' ? (
          <Choice
            label={t('signKind')}
            value={kind}
            onChange={setKind}
            options={operations.addSign.map((one) => [one, t(`sign_${one as 'before'}`)])}
          />
        ) : null}
        {people.has(command) ? (
          <PeopleBox
            entity={answer.item.entity}
            several={several.has(command)}
            label={t(`who_${command as 'transfer'}`)}
            onChange={setWho}
          />
        ) : null}
        {command === 'add-sign' && who.length > 1 ? (
          <Choice
            label={t('signMode')}
            value={mode}
            onChange={(next) => setMode(next as typeof mode)}
            options={signModes.map((one) => [one, t(`signMode_${one}`)])}
          />
        ) : null}
        {command === 'return' ? (
          <Choice
            label={t('returnTo')}
            value={target ?? ''}
            onChange={setTarget}
            options={operations.returnTargets.map((one) => [one, placeName(one)])}
          />
        ) : null}
        {command === 'remove-sign' ? (
          <Choice
            label={t('who_remove')}
            value={remove ?? ''}
            onChange={setRemove}
            options={(operations.removable ?? []).map((id) => [
              id,
              answer.instance.items?.find((item) => item.id === id)?.assigneeName ?? id,
            ])}
          />
        ) : null}
        <label>
          {t(command === 'comment' ? 'ask_comment' : 'comment')}
          <Input.TextArea
            aria-label={t('comment')}
            value={text}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly onChange: (value: string) => void
}): ReactNode {
  return (
    <label>
      {label}
      <Select<string>
        aria-label={label}
        value={value}
        options={options.map(([one, text]) => ({ value: one, label: text }))}
        onChange={onChange}
      />
    </label>
  )
}
