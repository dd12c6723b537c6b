import { say } from '@mortise/errors'
import { RelativeTime, useConfirm, useLocale, useNavigator, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { localIn } from './kept-files.ts'
import { messages } from './messages.ts'
import { useOutbox } from './outbox-context.tsx'
import type { WaitingRecord } from './outbox.ts'

/** The records that wait to be sent, each with what can be done about it. */
export function WaitingList({
  list,
  onClose,
}: {
  readonly list: readonly WaitingRecord[]
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const outbox = useOutbox()
  return (
    <Modal
      open
      title={t('waitingTitle')}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={() => dispatchEvent(new Event('online'))}>
          {t('sendNow')}
        </Button>
      }
    >
      <ul className="m-outbox-list">
        {list.map((one) => (
          <WaitingItem
            key={one.id}
            record={one}
            onClose={onClose}
            onRetry={() => void outbox?.retry(one.id)}
          />
        ))}
      </ul>
    </Modal>
  )
}

function WaitingItem({
  record,
  onClose,
  onRetry,
}: {
  readonly record: WaitingRecord
  readonly onClose: () => void
  readonly onRetry: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const { go } = useNavigator()
  const outbox = useOutbox()
  const confirm = useConfirm()
  const drop = async (): Promise<void> => {
    const sure = await confirm({
      title: t('removeTitle', { name: record.title }),
      body: t('removeBody'),
      action: t('remove'),
      danger: true,
    })
    if (sure) await outbox?.remove(record.id)
  }
  const files = localIn(record.values).length
  const mend = (): void => {
    onClose()
    go(paths.create(record.entity, { waiting: record.id }))
  }
  return (
    <li data-refused={record.refused !== undefined}>
      <div>
        <b>{record.title}</b>
        <small className="m-faint">
          {say(model.entity(record.entity)?.document.label, locale)} · <RelativeTime value={record.savedAt} />
        </small>
        <small className={record.refused === undefined ? 'm-faint' : 'm-error'}>
          {record.refused ?? t('waits')}
          {files === 0 ? '' : ` · ${t('waitingFiles', { n: files })}`}
        </small>
      </div>
      <div className="m-row">
        {record.refused === undefined ? null : (
          <>
            <Button size="small" onClick={mend}>
              {t('mend')}
            </Button>
            <Button size="small" onClick={onRetry}>
              {t('again')}
            </Button>
          </>
        )}
        <Button size="small" danger type="text" onClick={() => void drop()}>
          {t('remove')}
        </Button>
      </div>
    </li>
  )
}
