import { ErrorState, IconButton, Link, Skeleton, useNarrow, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { FlowHistory } from './flow-history.tsx'
import { messages } from './messages.ts'

/** A run that asked nobody for anything: what became of it. */
export function RunDetail({ id, onBack }: { readonly id: string; readonly onBack: () => void }): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const narrow = useNarrow()
  const run = useQuery({
    queryKey: [...queryKeys.inbox, 'run', id],
    queryFn: () => client.work.instance(id),
  })
  if (run.isPending) return <Skeleton shape="record" count={6} />
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  const { title, starter = '', entity: key = '', recordId = '' } = run.data
  const entity = model.entity(key)
  return (
    <div className="m-item">
      <header className="m-item-head">
        {narrow ? <IconButton icon="arrow-left" size={20} label={t('back')} onClick={onBack} /> : null}
        <div>
          <h2>{title}</h2>
          <span className="m-faint">{t('by', { name: starter })}</span>
        </div>
        <span className="m-spring" />
        {entity === undefined ? null : <Link href={paths.record(key, recordId)}>{t('openRecord')}</Link>}
      </header>
      <div className="m-item-form">
        <section className="m-card m-run">
          <p className="m-faint">{t('noTasks')}</p>
          {entity === undefined ? null : <FlowHistory instance={run.data} entity={entity} />}
        </section>
      </div>
    </div>
  )
}
