import { type ApprovedItem, type WorkItem, isApiError } from '@mortise/client'
import { randomId, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** So many are sent at once. */
const most = 100

type Props = {
  /** Tasks in the list; what is picked and gone from it counts no more. */
  readonly items: readonly WorkItem[]
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  readonly onOpen: (id: string) => void
  readonly onClose: () => void
}

/** At the foot of the list: a word for all, and one press that approves what is picked. Tells what had to be left. */
export function BatchApprove({ items, picked, onPick, onOpen, onClose }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [left, setLeft] = useState<readonly Left[]>()
  // A press that is repeated after a lost answer must count once.
  const press = useRef<string>(undefined)
  const chosen = items.filter(({ id }) => picked.has(id)).slice(0, most)
  const approve = async (): Promise<void> => {
    setBusy(true)
    press.current ??= randomId()
    const said = comment.trim() === '' ? {} : { comment: comment.trim() }
    try {
      const outcomes = await client.work.approveMany({
        items: chosen.map(({ id, rev }) => ({ id, itemRev: rev })),
        commandId: press.current,
        ...said,
      })
      press.current = undefined
      const done = outcomes.filter((one) => one.done).length
      if (done > 0) toast({ text: t('approvedMany', { n: done }), tone: 'success' })
      const kept = leftOf(outcomes, chosen)
      if (kept.length > 0) setLeft(kept)
      onPick(new Set(kept.map(({ id }) => id)))
      await queries.invalidateQueries()
      if (kept.length === 0) onClose()
    } catch (error) {
      if (isApiError(error)) press.current = undefined
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <div className="m-inbox-batch" role="toolbar" aria-label={t('batch')}>
      <div className="m-row">
        <Checkbox
          checked={chosen.length > 0 && chosen.length === Math.min(items.length, most)}
          indeterminate={chosen.length > 0 && chosen.length < Math.min(items.length, most)}
          onChange={({ target }) =>
            onPick(new Set(target.checked ? items.slice(0, most).map(({ id }) => id) : []))
          }
        >
          {t('pickAll')}
        </Checkbox>
        <span className="m-spring" />
        <span className="m-faint">{t('picked', { n: chosen.length })}</span>
      </div>
      <Input.TextArea
        aria-label={t('comment')}
        placeholder={t('batchComment')}
        value={comment}
        autoSize={{ minRows: 1, maxRows: 3 }}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="m-row">
        <span className="m-spring" />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" disabled={chosen.length === 0} loading={busy} onClick={() => void approve()}>
          {t('approveMany', { n: chosen.length })}
        </Button>
      </div>
      {left === undefined ? null : (
        <Leftover
          left={left}
          onClose={() => setLeft(undefined)}
          onOpen={(id) => {
            setLeft(undefined)
            onOpen(id)
          }}
        />
      )}
    </div>
  )
}

/** A task that was left as it was, and why. */
type Left = { readonly id: string; readonly title: string; readonly why: string }

function leftOf(outcomes: readonly ApprovedItem[], items: readonly WorkItem[]): readonly Left[] {
  return outcomes.flatMap((one) =>
    one.done
      ? []
      : [
          {
            id: one.id,
            title: items.find(({ id }) => id === one.id)?.title ?? '',
            why: one.error?.message ?? '',
          },
        ],
  )
}

function Leftover({
  left,
  onOpen,
  onClose,
}: {
  readonly left: readonly Left[]
  readonly onOpen: (id: string) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  return (
    <Modal
      open
      title={t('leftTitle', { n: left.length })}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <ul className="m-inbox-left">
        {left.map(({ id, title, why }) => (
          <li key={id}>
            <div>
              <strong>{title}</strong>
              <span className="m-faint">{why}</span>
            </div>
            <Button onClick={() => onOpen(id)} aria-label={t('openTask', { title })}>
              {t('open')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
