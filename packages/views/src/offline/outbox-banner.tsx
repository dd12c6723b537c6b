import { say } from '@mortise/errors'
import { Icon, RelativeTime, useConfirm, useLocale, useNavigator, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/offline.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { localIn } from './kept-files.ts'
import { useFilesOnTheWay, useOnline, useOutbox, useWaiting } from './outbox-context.tsx'
import type { WaitingRecord } from './outbox.ts'

/** Tells over every page that there is no network, or that new records wait to be sent; leads to their list. */
export function OutboxBanner(): ReactNode {
  const t = useT(messages)
  const online = useOnline()
  const waiting = useWaiting()
  const going = useGoing(waiting)
  const [open, setOpen] = useState(false)
  const refused = waiting.filter((one) => one.refused !== undefined).length
  if (waiting.length === 0 && online) return null
  const words = [
    ...(online ? [] : [t('offline')]),
    ...(waiting.length > refused ? [t('waiting', { n: waiting.length - refused })] : []),
    ...(refused > 0 ? [t('refusedCount', { n: refused })] : []),
    ...(going === undefined ? [] : [going]),
  ]
  return (
    <div className="m-outbox" role="status" data-refused={refused > 0}>
      <Icon name={online ? 'upload' : 'wifi-off'} size={16} />
      <span>{words.join(' · ')}</span>
      {waiting.length === 0 ? null : (
        <button type="button" onClick={() => setOpen(true)}>
          {t('show')}
        </button>
      )}
      {open && waiting.length > 0 ? <WaitingList list={waiting} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

/** The file of a waiting record that is on its way just now, in words. */
function useGoing(waiting: readonly WaitingRecord[]): string | undefined {
  const t = useT(messages)
  const states = useFilesOnTheWay()
  for (const id of waiting.flatMap(({ values }) => localIn(values))) {
    const { name = '', share } = states.get(id) ?? {}
    if (share !== undefined) return t('fileGoes', { name, share: ` ${Math.round(share * 100)}%` })
  }
  return undefined
}

function WaitingList({
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
