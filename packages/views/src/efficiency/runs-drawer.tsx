import type { EfficiencyQuery } from '@mortise/client'
import type { EfficiencyRun, RunFilter } from '@mortise/flows'
import { ErrorState, formatInstantText, Link, Skeleton, Tag, useNarrow, useT, useUi } from '@mortise/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { messages, type Word } from './messages.ts'
import { type Clock, sayLength } from './say.ts'

/** Which runs are looked at. */
export type Behind = { readonly filter: RunFilter; readonly name: string }

/** The runs behind a figure, each with the way to its record. */
export function RunsDrawer({
  flow,
  query,
  behind,
  clock,
  onClose,
}: {
  readonly flow: string
  readonly query: EfficiencyQuery
  readonly behind: Behind | undefined
  readonly clock: Clock
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  return (
    <Drawer
      open={behind !== undefined}
      onClose={onClose}
      destroyOnHidden
      size={narrow ? '100%' : 480}
      title={t('behind', { name: behind?.name ?? '' })}
    >
      {behind === undefined ? null : <Runs flow={flow} query={query} behind={behind} clock={clock} />}
    </Drawer>
  )
}

function Runs({
  flow,
  query,
  behind,
  clock,
}: {
  readonly flow: string
  readonly query: EfficiencyQuery
  readonly behind: Behind
  readonly clock: Clock
}): ReactNode {
  const { client } = useWorkspace()
  const { timeZone } = useUi()
  const t = useT(messages)
  const pages = useInfiniteQuery({
    queryKey: [...queryKeys.insight, 'efficiency', flow, 'runs', query, behind.filter],
    queryFn: ({ pageParam }) =>
      client.efficiency.runs<EfficiencyRun>(flow, {
        ...query,
        ...behind.filter,
        ...(pageParam === 0 ? {} : { offset: String(pageParam) }),
      }),
    initialPageParam: 0,
    getNextPageParam: (page, all) => {
      const read = all.reduce((sum, { rows }) => sum + rows.length, 0)
      return page.rows.length > 0 && read < page.count ? read : undefined
    },
  })
  if (pages.isPending) return <Skeleton shape="rows" />
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  const rows = pages.data.pages.flatMap((page) => page.rows)
  return (
    <>
      <p className="m-faint">{t('found', { n: pages.data.pages[0]?.count ?? 0 })}</p>
      <ul className="m-eff-runs">
        {rows.map((run) => (
          <li key={run.id}>
            <Link href={paths.record(run.entity, run.recordId)}>{run.title}</Link>
            <b className="m-num">{sayLength(t, clock === 'work' ? run.work : run.wall, clock)}</b>
            <small className="m-faint">
              {t('by_', { name: run.starter })} ·{' '}
              {formatInstantText(new Date(run.startedAt).toISOString(), timeZone)}
              {run.at.length === 0 || run.status !== 'running'
                ? null
                : ` · ${t('standsAt', { names: run.at.join(' / ') })}`}
            </small>
            <Tag color={tones[run.status]}>{t(`status_${run.status}` as Word)}</Tag>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      ) : null}
    </>
  )
}

const tones: { readonly [status: string]: string } = {
  running: 'blue',
  approved: 'green',
  rejected: 'red',
  failed: 'red',
}
