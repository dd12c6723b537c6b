import type { KeptRun, KeptRuns, RunsShown } from '@mortise/client'
import {
  EmptyState,
  ErrorState,
  Icon,
  PageHeader,
  RelativeTime,
  SegmentedControl,
  Skeleton,
  Tag,
  useT,
} from '@mortise/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/inbox.css'
import '../styles/runs.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { standingOf, tones } from './deeds.ts'
import { messages } from './messages.ts'
import { RunDrawer } from './run-drawer.tsx'

const shows = ['stopped', 'open', 'ended'] as const satisfies readonly RunsShown[]
const every = ''

/** Runs of the flows somebody keeps: those that stopped first, each with what can be done about it. */
export function RunsPage({
  open,
  onOpen,
}: {
  readonly open: string | undefined
  readonly onOpen: (id: string | undefined) => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const [show, setShow] = useState<(typeof shows)[number]>('stopped')
  const [flow, setFlow] = useState(every)
  const pages = useInfiniteQuery({
    queryKey: [...queryKeys.inbox, 'runs', show, flow],
    queryFn: ({ pageParam }) =>
      client.runs.list({
        show,
        ...(flow === every ? {} : { flow }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page: KeptRuns) => page.nextCursor ?? undefined,
  })
  const [first] = pages.data?.pages ?? []
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const count = first?.stopped ?? 0
  const labelOf = (one: RunsShown): string =>
    one === 'stopped' && count > 0 ? `${t(one)} ${count < 1000 ? count : '999+'}` : t(one as 'open')
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <div className="m-runs-filters">
          <SegmentedControl
            label={t('which')}
            value={show}
            onChange={setShow}
            options={shows.map((one) => ({ value: one, label: labelOf(one) }))}
          />
          <Select
            aria-label={t('flow')}
            className="m-runs-flow"
            showSearch={{ optionFilterProp: 'label' }}
            value={flow}
            options={[
              { value: every, label: t('allFlows') },
              ...(first?.flows ?? []).map(({ key, label }) => ({ value: key, label })),
            ]}
            onChange={setFlow}
          />
        </div>
      </PageHeader>
      <div className="m-page">
        {pages.isPending ? <Skeleton shape="rows" count={6} /> : null}
        {pages.isError ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
        {first !== undefined && rows.length === 0 ? (
          <Nothing show={show} keeps={first.flows.length > 0} />
        ) : null}
        <ul className="m-runs">
          {rows.map((run) => (
            <li key={run.id}>
              <RunLine run={run} current={run.id === open} onOpen={() => onOpen(run.id)} />
            </li>
          ))}
        </ul>
        {pages.hasNextPage ? (
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('loadMore')}
          </Button>
        ) : null}
      </div>
      <RunDrawer id={open} onClose={() => onOpen(undefined)} />
    </>
  )
}

function Nothing({ show, keeps }: { readonly show: RunsShown; readonly keeps: boolean }): ReactNode {
  const t = useT(messages)
  if (!keeps) return <EmptyState drawing="inbox" title={t('keepsNone')} text={t('keepsNoneText')} />
  const fine = show === 'stopped'
  return (
    <EmptyState
      drawing="inbox"
      title={t(fine ? 'none_stopped' : 'none')}
      text={t(fine ? 'none_stoppedText' : 'noneText')}
    />
  )
}

function RunLine({
  run,
  current,
  onOpen,
}: {
  readonly run: KeptRun
  readonly current: boolean
  readonly onOpen: () => void
}): ReactNode {
  const t = useT(messages)
  const standing = standingOf(run)
  const why = run.places.find(({ incident }) => incident !== null)?.incident?.why
  return (
    <button type="button" className="m-runs-line m-card" aria-current={current} onClick={onOpen}>
      <span className="m-row">
        <strong className="m-clip">{run.title}</strong>
        <span className="m-spring" />
        <Tag color={tones[standing]}>{t(`status_${standing}` as 'status_running')}</Tag>
      </span>
      <span className="m-row">
        <span className="m-faint m-clip">
          {[run.number ?? '', run.flowName, t('by', { name: run.starter })]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <span className="m-spring" />
        <RelativeTime value={run.endedAt ?? run.startedAt} />
      </span>
      {run.places.length === 0 ? null : (
        <span className="m-faint m-clip">{run.places.map((place) => placeText(t, place)).join(' / ')}</span>
      )}
      {why === undefined ? null : (
        <span className="m-runs-why">
          <Icon name="triangle-alert" size={14} />
          {why}
        </span>
      )}
    </button>
  )
}

function placeText(
  t: ReturnType<typeof useT<keyof typeof messages>>,
  { name, tasks }: KeptRun['places'][number],
): string {
  if (tasks.length === 0) return name
  return t('placeWaits', { step: name, names: tasks.map((task) => task.name).join(t('comma')) })
}
