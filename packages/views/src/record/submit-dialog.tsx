import type { WayAhead } from '@mortise/client'
import { say } from '@mortise/errors'
import { Avatar, ErrorState, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Props = {
  readonly flow: { readonly key: string; readonly label: Parameters<typeof say>[0] }
  readonly entity: string
  readonly id: string
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** Before a record is handed in: who will be asked, in which order, as things stand now. */
export function SubmitDialog({ flow, entity, id, onSubmit, onClose }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const way = useQuery({
    queryKey: ['flow', 'preview', flow.key, entity, id],
    queryFn: () => client.work.preview(flow.key, { entity, id }),
    gcTime: 0,
  })
  return (
    <Modal
      open
      title={t('submitTitle', { name: say(flow.label, locale) })}
      okText={t('submitNow')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: way.isPending }}
      onOk={() => {
        onClose()
        onSubmit()
      }}
      onCancel={onClose}
    >
      {way.isPending ? <Skeleton shape="lines" count={3} /> : null}
      {way.isError ? <ErrorState error={way.error} onRetry={() => void way.refetch()} /> : null}
      {way.data === undefined ? null : <Way way={way.data} />}
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
