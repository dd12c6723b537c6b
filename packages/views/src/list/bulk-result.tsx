import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Link, useLocale, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import type { BulkOutcome } from './use-bulk.ts'

const titles = { done: 'resultTitle', canceled: 'resultStopped', failed: 'resultFailed' } as const

/** What was done and what was not, and why. */
export function BulkResult({
  outcome,
  entity,
  records,
  onClose,
}: {
  readonly outcome: BulkOutcome
  readonly entity: EntityModel
  readonly records: readonly WireRecord[]
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const nameOf = (id: string): string => {
    const record = records.find((one) => one.id === id)
    return record === undefined
      ? t('oneRecord')
      : String(record[entity.document.title] ?? '') || t('oneRecord')
  }
  const words = (n: number): string => n.toLocaleString('en-US')
  const { done, failed, problems, state } = outcome
  return (
    <Modal
      open
      title={t(titles[state])}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <p>{t('resultCounts', { done: words(done), failed: words(failed) })}</p>
      {state === 'failed' ? <p>{t('resultFailedText')}</p> : null}
      <ul className="m-bulk-problems">
        {problems.map(({ id, message }) => (
          <li key={id}>
            <Link href={paths.record(entity.key, id)}>{nameOf(id)}</Link>
            <span>{say(message, locale)}</span>
          </li>
        ))}
      </ul>
      {failed > problems.length ? (
        <p className="m-faint">{t('resultMore', { n: words(failed - problems.length) })}</p>
      ) : null}
    </Modal>
  )
}
