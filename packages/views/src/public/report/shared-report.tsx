import {
  isApiError,
  type SharedPart,
  type SharedReport,
  type SharedReportVisit,
  visitSharedReport,
} from '@mortise/client'
import { say } from '@mortise/errors'
import { byPlace, phoneOrder, type ReportResult } from '@mortise/reports'
import type { ReportDocument, WidgetDocument } from '@mortise/schema'
import { Card, ErrorState, formatInstantText, IconButton, Skeleton, Tabs, useNarrow, useT } from '@mortise/ui'
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import '../../styles/insight.css'
import '../../styles/shared-report.css'
import { ChartKit } from '../../insight/chart-kit.tsx'
import { ReportTable, ResultView } from '../../insight/result-view.tsx'
import { Notice } from '../page-frame.tsx'
import { LanguageSwitch, type PageLanguage } from '../page-language.tsx'
import { messages } from './messages.ts'

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } })

/** A report or dashboard by its link: to be looked at, for who is nobody here. */
export function SharedReportPage({
  token,
  language,
  embedded,
}: {
  readonly token: string
  readonly language: PageLanguage
  /** In a frame of another site. */
  readonly embedded: boolean
}): ReactNode {
  const { locale } = language
  const visit = useMemo(() => visitSharedReport(token, { locale }), [token, locale])
  return (
    <QueryClientProvider client={queries}>
      <ChartKit>
        <Page token={token} visit={visit} language={language} embedded={embedded} />
      </ChartKit>
    </QueryClientProvider>
  )
}

type Given = {
  readonly token: string
  readonly visit: SharedReportVisit
  readonly language: PageLanguage
  readonly embedded: boolean
}

function Page({ token, visit, language, embedded }: Given): ReactNode {
  const t = useT(messages)
  const { locale } = language
  const page = useQuery({
    queryKey: ['shared', token],
    queryFn: visit.page,
    retry: (count, error) => !isGone(error) && count < 1,
  })
  const name = say(page.data?.label, locale)
  useEffect(() => {
    if (name !== '') document.title = name
  }, [name])
  if (page.isPending)
    return (
      <main className="m-shared">
        <Skeleton shape="tiles" count={4} />
      </main>
    )
  if (page.isError)
    return (
      <main className="m-shared m-shared-said">
        {isGone(page.error) ? (
          <Notice icon="unlink" title={t('goneTitle')} text={t('gone')} />
        ) : (
          <Notice icon="triangle-alert" tone="danger" title={t('failedTitle')} text={page.error.message}>
            <Button type="primary" onClick={() => void page.refetch()}>
              {t('retry')}
            </Button>
          </Notice>
        )}
      </main>
    )
  return (
    <main className="m-shared">
      <Board page={page.data} name={name} {...{ token, visit, language }} />
      {embedded ? null : <Foot page={page.data} language={language} />}
    </main>
  )
}

const isGone = (error: unknown): boolean => isApiError(error) && error.status === 404

function Foot({
  page,
  language,
}: {
  readonly page: SharedReport
  readonly language: PageLanguage
}): ReactNode {
  const t = useT(messages)
  return (
    <footer>
      <span>
        {t('made')} · {t('until', { time: formatInstantText(page.expiresAt, page.timeZone) })}
      </span>
      <LanguageSwitch language={language} />
    </footer>
  )
}

function Board({
  page,
  name,
  token,
  visit,
  language: { locale },
}: Omit<Given, 'embedded'> & { readonly page: SharedReport; readonly name: string }): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const cache = useQueryClient()
  const [tab, setTab] = useState<string>()
  const current = page.tabs.find(({ id }) => id === tab)?.id ?? page.tabs[0]?.id
  const first = page.tabs[0]?.id
  const parts = page.parts.filter((one) => current === undefined || (one.tab ?? first) === current)
  const placed = placedParts(parts, narrow)
  const { grid, kind } = page
  const tile = (part: SharedPart): ReactNode => (
    <Tile
      key={part.id}
      part={part}
      alone={kind === 'report'}
      locale={locale}
      {...{ token, visit }}
      timeZone={page.timeZone}
    />
  )
  return (
    <>
      <header className="m-shared-head">
        <h1>{name}</h1>
        <IconButton
          icon="refresh-cw"
          label={t('refresh')}
          onClick={() => void cache.invalidateQueries({ queryKey: ['shared-part', token] })}
        />
      </header>
      {page.tabs.length > 1 ? (
        <div className="m-shared-tabs">
          <Tabs
            activeKey={current ?? ''}
            onChange={setTab}
            items={page.tabs.map(({ id, label }) => ({ key: id, label: say(label, locale) || id }))}
          />
        </div>
      ) : null}
      {kind === 'report' ? (
        parts.map(tile)
      ) : (
        <div
          className="m-dashboard"
          style={{ gridTemplateColumns: `repeat(${narrow ? 2 : grid}, minmax(0, 1fr))` }}
        >
          {placed.map((part) => (
            <div
              key={part.id}
              style={
                narrow
                  ? { minHeight: part.h * 40, gridColumn: part.w * 4 <= grid ? 'auto' : '1 / -1' }
                  : {
                      gridColumn: `${part.x + 1} / span ${part.w}`,
                      gridRow: `${part.y + 1} / span ${part.h}`,
                    }
              }
            >
              {tile(part)}
            </div>
          ))}
        </div>
      )}
    </>
  )
}

function placedParts(parts: readonly SharedPart[], narrow: boolean): readonly SharedPart[] {
  if (!narrow) return parts.toSorted(byPlace as (a: SharedPart, b: SharedPart) => number)
  return phoneOrder(parts as unknown as readonly WidgetDocument[]) as unknown as readonly SharedPart[]
}

function Tile({
  part,
  alone,
  token,
  visit,
  locale,
  timeZone,
}: {
  readonly part: SharedPart
  /** A report by itself: the page's title is its own. */
  readonly alone: boolean
  readonly token: string
  readonly visit: SharedReportVisit
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
}): ReactNode {
  const t = useT(messages)
  const data = useQuery({
    queryKey: ['shared-part', token, part.id, locale],
    queryFn: () => visit.result<ReportResult>(part.id),
    placeholderData: (previous) => previous,
  })
  const title = say(part.title, locale)
  const { chart, layout, measures } = part
  const report = {
    ...(layout === undefined ? {} : { layout }),
    ...(measures === undefined ? {} : { measures }),
  } as Pick<ReportDocument, 'layout' | 'measures'>
  const shown = data.data
  const drawn = chart !== undefined && chart.type !== 'table'
  return (
    <Card className={alone ? 'm-shared-report' : 'm-widget'} {...(alone ? {} : { title })}>
      <div className={alone ? 'm-shared-body' : 'm-widget-body'} role="group" aria-label={title}>
        {data.isPending ? <Skeleton shape="lines" count={4} /> : null}
        {data.isError ? <ErrorState error={data.error} onRetry={() => void data.refetch()} /> : null}
        {shown === undefined ? null : (
          <>
            {alone ? (
              <p className="m-faint">{t('asOf', { time: formatInstantText(shown.asOf, timeZone) })}</p>
            ) : null}
            {drawn ? (
              <div className={alone ? 'm-shared-chart' : 'm-shared-tile'}>
                <ResultView result={shown} chart={chart} label={title} report={report} />
              </div>
            ) : null}
            {alone || !drawn ? <ReportTable result={shown} label={title} report={report} /> : null}
          </>
        )}
      </div>
    </Card>
  )
}
