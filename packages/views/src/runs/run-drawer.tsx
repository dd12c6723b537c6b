import type { OneKeptRun } from '@mortise/client'
import { ErrorState, IconButton, Link, SideDrawer, Skeleton, Tag, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { FlowHistory } from '../inbox/flow-history.tsx'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { type Asked, deedsOf, grave, standingOf, tones } from './deeds.ts'
import { messages } from './messages.ts'
import { RunPlaces } from './run-places.tsx'

/** One run beside the list: where it stands, what can be done with it, and what happened in it. */
export function RunDrawer({
  id,
  onClose,
}: {
  readonly id: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  return (
    <SideDrawer open={id !== undefined} onClose={onClose} label={t('title')} width={560}>
      {id === undefined ? null : <OneRun key={id} id={id} onClose={onClose} />}
    </SideDrawer>
  )
}

function OneRun({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const [asked, setAsked] = useState<Asked>()
  const run = useQuery({
    queryKey: [...queryKeys.inbox, 'runs', 'one', id],
    queryFn: () => client.runs.one(id),
  })
  if (run.isPending) return <Skeleton shape="record" count={6} />
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  return (
    <div className="m-runs-one">
      <Head run={run.data} onClose={onClose} />
      <div className="m-row">
        {deedsOf(run.data).map((deed) => (
          <Button key={deed} danger={deed !== 'jump' && grave.has(deed)} onClick={() => setAsked({ deed })}>
            {t(`do_${deed}`)}
          </Button>
        ))}
      </div>
      {run.data.places.length === 0 ? null : (
        <section>
          <h3>{t('standsAt')}</h3>
          <RunPlaces run={run.data} onAsk={setAsked} />
        </section>
      )}
      <Told run={run.data} />
      {asked === undefined ? null : (
        <DeedDialog run={run.data} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </div>
  )
}

function Head({ run, onClose }: { readonly run: OneKeptRun; readonly onClose: () => void }): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const standing = standingOf(run)
  return (
    <header>
      <div className="m-row">
        <h2 className="m-clip">{run.title}</h2>
        <Tag color={tones[standing]}>{t(`status_${standing}` as 'status_running')}</Tag>
        <span className="m-spring" />
        <IconButton icon="x" size={20} label={t('close')} onClick={onClose} />
      </div>
      <p className="m-faint">
        {[run.number ?? '', run.flowName, t('by', { name: run.starter })]
          .filter((part) => part !== '')
          .join(' · ')}
        {model.entity(run.entity) === undefined ? null : (
          <>
            {' · '}
            <Link href={paths.record(run.entity, run.recordId)}>{t('openRecord')}</Link>
          </>
        )}
      </p>
    </header>
  )
}

function Told({ run }: { readonly run: OneKeptRun }): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const entity = model.entity(run.entity)
  const told = useQuery({
    queryKey: [...queryKeys.inbox, 'run', run.id],
    queryFn: () => client.work.instance(run.id),
  })
  if (told.data === undefined || entity === undefined) return null
  return (
    <section>
      <h3>{t('history')}</h3>
      <FlowHistory instance={told.data} entity={entity} />
    </section>
  )
}
