import type { EfficiencyQuery } from '@mortise/client'
import type { EfficiencyReport, RunFilter } from '@mortise/flows'
import {
  Delayed,
  EmptyState,
  ErrorState,
  formatInstantText,
  Icon,
  PageHeader,
  Skeleton,
  useT,
  useUi,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/efficiency.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { FigureCards } from './figures.tsx'
import { Filters, lastDays } from './filters.tsx'
import { shareOf } from './heat.ts'
import { HeatMap } from './heat-map.tsx'
import { messages } from './messages.ts'
import { type Behind, RunsDrawer } from './runs-drawer.tsx'
import { type Clock, sayLength, sayPart, spread } from './say.ts'
import { PeopleTable, StepTable } from './tables.tsx'
import { WeekChart } from './weeks.tsx'

type Props = { readonly flow: string | undefined; readonly onFlow: (flow: string) => void }

/** How well a flow runs: figures that explain themselves, where it waits, with whom, and the runs behind each figure. */
export function EfficiencyPage({ flow, onFlow }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const flows = useQuery({
    queryKey: [...queryKeys.insight, 'efficiency'],
    queryFn: () => client.efficiency.flows(),
  })
  if (flows.isPending) return <Skeleton shape="record" />
  if (flows.isError) return <ErrorState error={flows.error} onRetry={() => void flows.refetch()} />
  const known = flows.data
  const chosen = flow ?? known[0]?.key
  if (chosen === undefined)
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState drawing="chart" title={t('noFlows')} text={t('noFlowsText')} />
      </>
    )
  const picker = (
    <Select
      aria-label={t('flow')}
      className="m-eff-flow"
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      options={known.map(({ key, label }) => ({ value: key, label }))}
      onChange={onFlow}
    />
  )
  return <OneFlow key={chosen} flow={chosen} picker={picker} />
}

function OneFlow({ flow, picker }: { readonly flow: string; readonly picker: ReactNode }): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const { timeZone } = useUi()
  const [query, setQuery] = useState<EfficiencyQuery>(() => ({
    ...lastDays(90, me.workspace.timeZone),
    by: 'started',
  }))
  const [clock, setClock] = useState<Clock>('work')
  const answer = useQuery({
    queryKey: [...queryKeys.insight, 'efficiency', flow, query],
    queryFn: () => client.efficiency.report<EfficiencyReport>(flow, query),
    placeholderData: (before) => before,
  })
  const report = answer.data
  const url = (format: 'csv' | 'xes'): string => client.efficiency.fileUrl(flow, query, format)
  const files = (['csv', 'xes'] as const).map((format) => ({
    key: format,
    label: <a href={url(format)}>{t(format)}</a>,
  }))
  return (
    <>
      <PageHeader
        title={t('title')}
        note={
          report === undefined ? undefined : t('asOf', { time: formatInstantText(report.asOf, timeZone) })
        }
        actions={
          <Dropdown trigger={['click']} menu={{ items: files }}>
            <Button icon={<Icon name="download" size={14} />}>{t('export')}</Button>
          </Dropdown>
        }
      >
        <Filters
          picker={picker}
          report={report}
          query={query}
          onQuery={setQuery}
          clock={clock}
          onClock={setClock}
        />
      </PageHeader>
      <div className="m-page m-eff">
        {answer.isError ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {answer.isPending ? (
          <Delayed>
            <Skeleton shape="lines" count={10} />
          </Delayed>
        ) : null}
        {report === undefined ? null : <Figures flow={flow} report={report} query={query} clock={clock} />}
      </div>
    </>
  )
}

function Figures({
  flow,
  report,
  query,
  clock,
}: {
  readonly flow: string
  readonly report: EfficiencyReport
  readonly query: EfficiencyQuery
  readonly clock: Clock
}): ReactNode {
  const t = useT(messages)
  const [behind, setBehind] = useState<Behind>()
  const pick = (filter: RunFilter, name: string): void => setBehind({ filter, name })
  if (report.figures.runs === 0)
    return <EmptyState drawing="chart" title={t('noRuns')} text={t('noRunsText')} />
  return (
    <>
      {report.more ? <p className="m-eff-note">{t('tooMany')}</p> : null}
      {report.administers ? null : <p className="m-eff-note m-faint">{t('onlySeen')}</p>}
      <Bottleneck report={report} clock={clock} />
      <FigureCards report={report} clock={clock} onPick={pick} />
      <div className="m-eff-pair">
        <HeatMap report={report} clock={clock} onPick={(node, name) => pick({ node }, name)} />
        <WeekChart report={report} clock={clock} onPick={pick} />
      </div>
      <StepTable report={report} clock={clock} onPick={pick} />
      <PeopleTable report={report} clock={clock} onPick={pick} />
      <RunsDrawer
        flow={flow}
        query={query}
        behind={behind}
        clock={clock}
        onClose={() => setBehind(undefined)}
      />
    </>
  )
}

/** The step that takes most of the time, in one sentence. */
function Bottleneck({
  report,
  clock,
}: {
  readonly report: EfficiencyReport
  readonly clock: Clock
}): ReactNode {
  const t = useT(messages)
  const { figures, drawing } = report
  const [slowest] = figures.nodes.toSorted(
    (a, b) => spread(b.stay, clock).total - spread(a.stay, clock).total,
  )
  const name = drawing.nodes.find(({ id }) => id === slowest?.nodeId)?.name
  const share = slowest === undefined ? null : shareOf(slowest, figures, clock)
  if (slowest === undefined || name === undefined || share === null || share === 0) return null
  return (
    <p className="m-eff-bottleneck">
      <Icon name="alarm-clock" size={16} />
      {t('bottleneck', {
        name,
        share: sayPart(share),
        median: sayLength(t, spread(slowest.stay, clock).median, clock),
      })}
    </p>
  )
}
