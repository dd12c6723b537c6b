import type { ReportAsk } from '@mortise/client'
import { say } from '@mortise/errors'
import type { ReportResult, ReportRow } from '@mortise/reports'
import {
  Card,
  ErrorState,
  formatInstantText,
  PageHeader,
  SegmentedControl,
  Skeleton,
  useLocale,
  useNavigator,
  useT,
  useToast,
  useUi,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import '../styles/insight.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { LevelTrail, useDateLevels } from './date-levels.tsx'
import { DeliveryActions } from './delivery/actions.tsx'
import { messages } from './messages.ts'
import { ReportTable, ResultView } from './result-view.tsx'

/** Leads from a row of a result to the records behind it; `ask` narrows them as it narrowed the result. */
export function useDrill(report: string, ask: ReportAsk = {}): (row: ReportRow) => void {
  const { client } = useWorkspace()
  const { go } = useNavigator()
  const toast = useToast()
  return (row) => {
    client.insight
      .drill(report, row, ask)
      .then(({ entity, filter }) => go(paths.list(entity, { where: JSON.stringify(filter) })))
      .catch((error: Error) => toast({ text: error.message, tone: 'danger' }))
  }
}

/** One report on a page of its own: as its chart or as a table. */
export function ReportView({ report: key }: { readonly report: string }): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const document = model.document('report', key)
  const levels = useDateLevels(document)
  const ask: ReportAsk = levels?.ask ?? {}
  const data = useQuery({
    queryKey: [...queryKeys.insight, 'report', key, ask],
    queryFn: () => client.insight.report<ReportResult>(key, ask),
    placeholderData: (previous) => previous,
  })
  const [shown, setShown] = useState<'chart' | 'table'>(document?.chart === undefined ? 'table' : 'chart')
  const drill = useDrill(key, ask)
  // A period opens into its finer ones; where there are none, its records are next.
  const pick = (row: ReportRow): void => {
    if (levels?.open(row) !== true) drill(row)
  }
  const label = say(document?.label, locale)
  return (
    <>
      <PageHeader
        title={label}
        note={
          data.data === undefined
            ? undefined
            : t('asOf', { time: formatInstantText(data.data.asOf, timeZone) })
        }
        actions={
          <>
            {document?.chart === undefined ? null : (
              <SegmentedControl
                label={t('show')}
                value={shown}
                onChange={setShown}
                options={[
                  { value: 'chart', label: t('chart') },
                  { value: 'table', label: t('table') },
                ]}
              />
            )}
            <DeliveryActions
              place={{ targetKind: 'report', target: key }}
              label={label}
              report={document}
              figures={(data.data?.columns ?? []).filter(({ role }) => role === 'measure')}
            />
          </>
        }
      />
      <div className="m-page">
        {data.isPending ? <Skeleton shape="lines" count={10} /> : null}
        {data.isError ? <ErrorState error={data.error} onRetry={() => void data.refetch()} /> : null}
        {levels === undefined ? null : <LevelTrail levels={levels} onRecords={() => drill({})} />}
        {data.data === undefined ? null : (
          <Card className={shown === 'chart' ? 'm-report-chart' : 'm-report-table'}>
            {shown === 'chart' ? (
              <ResultView
                result={data.data}
                chart={document?.chart}
                label={label}
                report={document}
                onPick={pick}
              />
            ) : (
              <ReportTable result={data.data} label={label} report={document} onPick={pick} />
            )}
          </Card>
        )}
      </div>
    </>
  )
}
