import type { ReportWatch, WatchRun } from '@mortise/client'
import { ErrorState, formatInstantText, groupDigits, Skeleton, Tag, useT, useUi } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Colours of how a time went. */
export const stateTone: { readonly [state in WatchRun['state']]: string } = {
  waiting: 'gray',
  sent: 'green',
  empty: 'gray',
  refused: 'amber',
  failed: 'red',
  calm: 'green',
  fired: 'red',
  held: 'amber',
  recovered: 'green',
}

/** How the last times went: for who set it those of all, figures only of oneself. */
export function RunLog({
  watch,
  name,
  onClose,
}: {
  readonly watch: ReportWatch
  readonly name: string
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const { timeZone } = useUi()
  const t = useT(messages)
  const runs = useQuery({
    queryKey: ['report-watches', watch.id, 'runs'],
    queryFn: () => client.delivery.runs(watch.id),
  })
  const mailWords = (mail: string | null): string =>
    mail === 'failed' ? t('mailFailed') : mail === 'none' ? t('mailNone') : ''
  return (
    <Modal open title={t('logTitle', { name })} footer={null} onCancel={onClose} destroyOnHidden>
      {runs.isPending ? <Skeleton shape="rows" count={4} /> : null}
      {runs.isError ? <ErrorState error={runs.error} onRetry={() => void runs.refetch()} /> : null}
      {runs.data?.length === 0 ? <p className="m-faint">{t('logEmpty')}</p> : null}
      {runs.data === undefined || runs.data.length === 0 ? null : (
        <>
          {watch.kind === 'alert' && watch.mine ? <p className="m-faint">{t('logNote')}</p> : null}
          <ul className="m-watches">
            {runs.data.map((run) => (
              <li key={run.id}>
                <div className="m-grow">
                  <span className="m-row">
                    <Tag dot color={stateTone[run.state]}>
                      {t(run.why === 'measure' ? 'figureGone' : run.state)}
                    </Tag>
                    <b>{run.person}</b>
                  </span>
                  <small className="m-faint">
                    {[
                      formatInstantText(run.dueAt, timeZone),
                      typeof run.value === 'number'
                        ? `${run.where === undefined ? '' : `${run.where} `}${t('figureIs', { value: groupDigits(String(run.value)) })}`
                        : '',
                      mailWords(run.mail),
                    ]
                      .filter((one) => one !== '')
                      .join(' · ')}
                  </small>
                </div>
                {run.file ? (
                  <a href={client.delivery.runFileUrl(run.id)} download>
                    {t('lastFile')}
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  )
}
