import type { JobCount, JobState } from '@mortise/client'
import { say } from '@mortise/errors'
import { EmptyState, ErrorState, IconButton, SegmentedControl, Skeleton, useLocale, useT } from '@mortise/ui'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import '../../styles/jobs.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { AllOfKind } from './all-of-kind.tsx'
import { JobItem } from './job-item.tsx'
import { messages } from './messages.ts'

const states = ['gaveUp', 'retrying', 'running', 'waiting'] as const satisfies readonly JobState[]
const every = ''
/** Counting stops there. */
const mostCounted = 10_000
const jobsKey = ['jobs']

/** What is done behind people's backs: what failed and why, tried again or thrown away. For administrators. */
export function Jobs(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const queries = useQueryClient()
  const [state, setState] = useState<JobState>('gaveUp')
  const [kind, setKind] = useState(every)
  const counts = useQuery({ queryKey: [...jobsKey, 'kinds'], queryFn: () => client.jobs.kinds() })
  const ask = { state, ...(kind === every ? {} : { kind }) }
  const pages = useInfiniteQuery({
    queryKey: [...jobsKey, ask],
    queryFn: ({ pageParam }) => client.jobs.page(ask, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const rows = pages.data?.pages.flatMap(({ data }) => data) ?? []
  const isFine = state === 'gaveUp' && kind === every
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: jobsKey })
  return (
    <section className="m-card m-stack m-jobs-page">
      <p className="m-faint">{t('note')}</p>
      <Bar
        {...{ state, kind, counts: counts.data ?? [], refresh }}
        busy={pages.isFetching}
        onState={(next) => {
          setState(next)
          setKind(every)
        }}
        onKind={setKind}
      />
      {pages.isPending ? <Skeleton shape="rows" count={4} /> : null}
      {pages.isError ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && rows.length === 0 ? (
        <EmptyState
          drawing="joint"
          title={t(isFine ? 'none_gaveUp' : 'none')}
          text={t(isFine ? 'none_gaveUpText' : 'noneText')}
        />
      ) : null}
      {rows.length === 0 ? null : (
        <ul className="m-jobs">
          {rows.map((job) => (
            <JobItem key={job.id} job={job} onDone={refresh} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}

function Bar({
  state,
  kind,
  counts,
  busy,
  refresh,
  onState,
  onKind,
}: {
  readonly state: JobState
  readonly kind: string
  readonly counts: readonly JobCount[]
  readonly busy: boolean
  readonly refresh: () => Promise<void>
  readonly onState: (state: JobState) => void
  readonly onKind: (kind: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const shown = (n: number): string => (n < mostCounted ? n.toLocaleString('en-US') : '10,000+')
  const labelOf = (one: JobState): string => {
    const n = counts.filter((count) => count.state === one).reduce((sum, { count }) => sum + count, 0)
    return n === 0 ? t(one) : t('counted', { state: t(one), n: shown(n) })
  }
  const here = counts.filter((one) => one.state === state)
  const chosen = here.find((one) => one.kind === kind)
  return (
    <div className="m-jobs-bar">
      <SegmentedControl
        label={t('which')}
        value={state}
        onChange={onState}
        options={states.map((one) => ({ value: one, label: labelOf(one) }))}
      />
      <Select
        aria-label={t('kind')}
        className="m-jobs-kind"
        showSearch={{ optionFilterProp: 'label' }}
        value={kind}
        options={[
          { value: every, label: t('allKinds') },
          ...here.map((one) => ({
            value: one.kind,
            label: t('counted', { state: say(one.label, locale), n: shown(one.count) }),
          })),
        ]}
        onChange={onKind}
      />
      <span className="m-spring" />
      {state === 'gaveUp' && chosen !== undefined ? (
        <AllOfKind
          chosen={chosen}
          onDone={() => {
            onKind(every)
            return refresh()
          }}
        />
      ) : null}
      <IconButton icon="refresh-cw" label={t('refresh')} disabled={busy} onClick={() => void refresh()} />
    </div>
  )
}
