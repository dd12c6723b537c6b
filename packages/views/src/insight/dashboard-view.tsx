import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ReportResult } from '@mortise/reports'
import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import {
  Card,
  EmptyState,
  ErrorState,
  Link,
  PageHeader,
  Skeleton,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages as listMessages } from '../list/messages.ts'
import { periods } from '../list/periods.ts'
import '../styles/insight.css'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { useDrill } from './report-view.tsx'
import { ResultView } from './result-view.tsx'

type Choices = { readonly [filter: string]: Json }

/** A dashboard: one row of filters over tiles on 24 columns; one below the other on a phone. */
export function DashboardView({ dashboard: key }: { readonly dashboard: string }): ReactNode {
  const { client } = useWorkspace()
  const document = useQuery({ queryKey: ['dashboard', key], queryFn: () => client.insight.dashboard(key) })
  if (document.isPending) return <Skeleton shape="tiles" count={8} />
  if (document.isError) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />
  return <Board key={key} document={document.data} />
}

function Board({ document }: { readonly document: DashboardDocument }): ReactNode {
  const locale = useLocale()
  const narrow = useNarrow()
  const [choices, setChoices] = useState<Choices>(() =>
    Object.fromEntries((document.filters ?? []).map((filter) => [filter.key, filter.default ?? null])),
  )
  const widgets = document.widgets.toSorted((a, b) => a.y - b.y || a.x - b.x)
  const grid = document.grid ?? 24
  return (
    <>
      <PageHeader
        title={say(document.label, locale)}
        actions={<Filters document={document} choices={choices} onChange={setChoices} />}
      />
      {widgets.length === 0 ? <NoTiles dashboard={document.key} /> : null}
      <div
        className="m-dashboard"
        style={{
          gridTemplateColumns: narrow ? 'repeat(2, minmax(0, 1fr))' : `repeat(${grid}, minmax(0, 1fr))`,
        }}
      >
        {widgets.map((widget) => (
          <div
            key={widget.id}
            style={
              narrow
                ? // What takes a quarter of a wide row, such as one figure, takes half of a phone's.
                  { minHeight: widget.h * 40, gridColumn: widget.w * 4 <= grid ? 'auto' : '1 / -1' }
                : {
                    gridColumn: `${widget.x + 1} / span ${widget.w}`,
                    gridRow: `${widget.y + 1} / span ${widget.h}`,
                  }
            }
          >
            <Widget widget={widget} dashboard={document.key} choices={choices} />
          </div>
        ))}
      </div>
    </>
  )
}

/** A dashboard on which nothing stands yet: who may design is led to where that is done. */
function NoTiles({ dashboard }: { readonly dashboard: string }): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const { go } = useNavigator()
  return (
    <EmptyState
      drawing="chart"
      title={t('noTiles')}
      text={t(me.design ? 'noTilesDesign' : 'noTilesText')}
      action={
        me.design ? (
          <Button type="primary" onClick={() => go(paths.design(`/dashboard/${dashboard}`))}>
            {t('design')}
          </Button>
        ) : null
      }
    />
  )
}

type FiltersProps = {
  readonly document: DashboardDocument
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}

function Filters({ document, choices, onChange }: FiltersProps): ReactNode {
  const t = useT(messages)
  const tl = useT(listMessages)
  const locale = useLocale()
  const ctx = useFaceContext('')
  const User = ctx.faces.find('user')?.Input
  return (document.filters ?? []).map((filter) => {
    const label = say(filter.label, locale) || filter.key
    const set = (value: Json): void => onChange({ ...choices, [filter.key]: value })
    const value = choices[filter.key] ?? null
    if (filter.type === 'user' && User !== undefined) {
      return (
        <div key={filter.key} className="m-filter-user">
          <User
            value={value}
            onChange={set}
            ctx={ctx}
            field={{ key: filter.key, type: 'user', label }}
            placeholder={label}
          />
        </div>
      )
    }
    return filter.type === 'dateRange' ? (
      <Select
        key={filter.key}
        aria-label={label}
        style={{ width: 140 }}
        value={typeof value === 'string' ? value : ''}
        onChange={(next: string) => set(next === '' ? null : next)}
        options={[
          { value: '', label: t('all') },
          ...periods.map((name) => ({ value: name as string, label: tl(name) })),
        ]}
      />
    ) : null
  })
}

/** One tile of a dashboard, with its report inside. */
export function Widget({
  widget,
  choices,
  dashboard,
}: {
  readonly widget: WidgetDocument
  readonly choices: Choices
  readonly dashboard: string
}): ReactNode {
  const { client, model } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const key = widget.report ?? ''
  const report = model.document('report', key)
  const data = useQuery({
    queryKey: [...queryKeys.insight, 'widget', dashboard, widget.id, choices],
    queryFn: () =>
      client.insight.report<ReportResult>(key, {
        filters: choices,
        dashboard,
      }),
    enabled: key !== '',
    placeholderData: (previous) => previous,
  })
  const drill = useDrill(key, { filters: choices, dashboard })
  const title = say(widget.title ?? report?.label, locale)
  return (
    <Card
      className="m-widget"
      title={
        <Link href={paths.report(key)} title={t('openReport')}>
          {title}
        </Link>
      }
    >
      <div className="m-widget-body">
        {data.isPending ? <Skeleton shape="lines" count={4} /> : null}
        {data.isError ? <ErrorState error={data.error} onRetry={() => void data.refetch()} /> : null}
        {data.data === undefined ? null : (
          <ResultView
            result={data.data}
            chart={widget.chart ?? report?.chart}
            label={title}
            report={report}
            onPick={drill}
          />
        )}
      </div>
    </Card>
  )
}
