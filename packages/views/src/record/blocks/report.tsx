import { say } from '@mortise/errors'
import type { ReportResult } from '@mortise/reports'
import { Card, ErrorState, Link, Skeleton, useLocale } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ResultView } from '../../insight/result-view.tsx'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { queryKeys } from '../../workspace/queries.ts'
import { labelSetting } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

/** A report over the records that belong here: its rows are those whose link leads to this record. */
function ReportBlock({ block, entity, record }: BlockProps): ReactNode {
  const { client, model } = useWorkspace()
  const locale = useLocale()
  const report = model.document('report', block.report ?? '')
  const source = report === undefined ? undefined : model.entity(report.source.entity)
  const relation = entity.relations.find(({ target }) => target === source?.key)
  const own = source?.key === entity.key ? 'id' : relation?.via
  const data = useQuery({
    queryKey: [...queryKeys.insight, 'block', block.report, record.id],
    queryFn: () =>
      client.insight.report<ReportResult>(block.report ?? '', {
        filter: { '==': [{ var: own ?? 'id' }, record.id] },
      }),
    enabled: report !== undefined && own !== undefined,
  })
  if (report === undefined || own === undefined) return null
  return (
    <Card
      className="m-block-report"
      title={
        <Link href={paths.report(report.key)}>{say(block.label, locale) || say(report.label, locale)}</Link>
      }
    >
      {data.isPending ? <Skeleton shape="lines" count={4} /> : null}
      {data.isError ? <ErrorState error={data.error} onRetry={() => void data.refetch()} /> : null}
      {data.data === undefined ? null : (
        <ResultView
          report={report}
          result={data.data}
          chart={report.chart}
          label={say(report.label, locale)}
        />
      )}
    </Card>
  )
}

/** A chart about the records that belong here. */
export const reportBlock: BlockType = {
  type: 'report',
  label: { zh: '图表', en: 'Chart' },
  icon: 'chart-column',
  description: { zh: '只统计属于这条记录的数据', en: 'Counts only what belongs to this record' },
  place: 'both',
  settings: [
    labelSetting,
    {
      key: 'report',
      label: { zh: '报表', en: 'Report' },
      type: 'text',
      required: true,
      settings: { editor: 'report' },
    },
  ],
  Component: ReportBlock,
}
