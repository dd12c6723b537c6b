import type { ReportAsk } from '@mortise/client'
import { say } from '@mortise/errors'
import { byPlace, phoneOrder } from '@mortise/reports'
import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  Icon,
  IconButton,
  PageHeader,
  Skeleton,
  Tabs,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, ConfigProvider } from 'antd'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import '../styles/insight.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { BoardFilters, type Choices } from './board-filters.tsx'
import type { CrossFilter } from './cross-filter.ts'
import { FullScreenButton, RotationBox, useFullScreen, useRotation } from './full-screen.tsx'
import { DeliveryActions } from './delivery/actions.tsx'
import { messages } from './messages.ts'
import { useDrill } from './report-view.tsx'
import { messages as wallMessages } from './wall/messages.ts'
import { Widget } from './widget.tsx'

const WallDialog = lazy(async () => ({ default: (await import('./wall/wall-dialog.tsx')).WallDialog }))

/** A dashboard: one row of filters over tiles on 24 columns; one below the other on a phone. */
export function DashboardView({ dashboard: key }: { readonly dashboard: string }): ReactNode {
  const { client } = useWorkspace()
  const document = useQuery({ queryKey: ['dashboard', key], queryFn: () => client.insight.dashboard(key) })
  if (document.isPending) return <Skeleton shape="tiles" count={8} />
  if (document.isError) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />
  return <Board key={key} document={document.data} />
}

/** The tab that is shown, and the way to the next one. */
function useTabs(document: DashboardDocument): {
  readonly ids: readonly string[]
  readonly current: string | undefined
  readonly show: (id: string) => void
  readonly next: () => void
  readonly widgets: readonly WidgetDocument[]
} {
  const ids = (document.tabs ?? []).map(({ id }) => id)
  const [chosen, show] = useState<string>()
  const current = ids.find((id) => id === chosen) ?? ids[0]
  const after = ids[(ids.indexOf(current ?? '') + 1) % Math.max(1, ids.length)]
  const next = (): void => show(after)
  const widgets = document.widgets.filter(({ tab }) => current === undefined || (tab ?? ids[0]) === current)
  return { ids, current, show, next, widgets }
}

function Board({ document }: { readonly document: DashboardDocument }): ReactNode {
  const locale = useLocale()
  const t = useT(messages)
  const queries = useQueryClient()
  const narrow = useNarrow()
  const box = useRef<HTMLDivElement>(null)
  const [choices, setChoices] = useState<Choices>(() =>
    Object.fromEntries((document.filters ?? []).map((filter) => [filter.key, filter.default ?? null])),
  )
  const [cross, setCross] = useState<CrossFilter>()
  const tabs = useTabs(document)
  const full = useFullScreen(box)
  const rotation = useRotation(tabs.ids, { running: full.on, next: tabs.next })
  return (
    // Of a full screen only what lies inside the element is drawn, the lists of its filters too.
    <ConfigProvider getPopupContainer={() => (full.on ? box.current : null) ?? window.document.body}>
      <div ref={box} className={full.on ? 'm-dashboard-full' : undefined}>
        <PageHeader
          title={say(document.label, locale)}
          actions={
            <>
              <BoardFilters document={document} choices={choices} onChange={setChoices} />
              {full.on && tabs.ids.length > 1 ? (
                <RotationBox seconds={rotation.seconds} onChange={rotation.set} />
              ) : null}
              <IconButton
                icon="refresh-cw"
                label={t('refresh')}
                onClick={() => void queries.invalidateQueries({ queryKey: [...queryKeys.insight, 'widget'] })}
              />
              <FullScreenButton full={full} />
              {full.on || narrow || document.widgets.length === 0 ? null : (
                <WallButton dashboard={document.key} />
              )}
              {full.on || document.widgets.length === 0 ? null : (
                <DeliveryActions
                  place={{ targetKind: 'dashboard', target: document.key }}
                  label={say(document.label, locale)}
                  filters={choices}
                />
              )}
            </>
          }
        >
          {tabs.ids.length > 1 ? (
            <Tabs
              activeKey={tabs.current ?? ''}
              onChange={tabs.show}
              items={(document.tabs ?? []).map(({ id, label }) => ({
                key: id,
                label: say(label, locale) || id,
              }))}
            />
          ) : null}
        </PageHeader>
        {cross === undefined ? null : (
          <CrossChip
            cross={cross}
            ask={{ filters: choices, dashboard: document.key }}
            onClear={() => setCross(undefined)}
          />
        )}
        {document.widgets.length === 0 ? <NoTiles dashboard={document.key} /> : null}
        <Grid document={document} widgets={tabs.widgets} {...{ choices, cross }} onCross={setCross} />
      </div>
    </ConfigProvider>
  )
}

/** The way to the screen that hangs on a wall. */
function WallButton({ dashboard }: { readonly dashboard: string }): ReactNode {
  const t = useT(wallMessages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton icon="monitor" label={t('start')} onClick={() => setOpen(true)} />
      {open ? (
        <Suspense fallback={null}>
          <WallDialog dashboard={dashboard} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** What was clicked and narrows the other tiles; from here to its records, or back to all. */
function CrossChip({
  cross,
  ask,
  onClear,
}: {
  readonly cross: CrossFilter
  /** What the filters say now, which may be other than when the mark was clicked. */
  readonly ask: ReportAsk
  readonly onClear: () => void
}): ReactNode {
  const t = useT(messages)
  const drill = useDrill(cross.report, ask)
  return (
    <p className="m-cross" role="status">
      <Icon name="filter" size={14} />
      <span>{t('narrowed', { name: cross.text })}</span>
      <Button size="small" type="link" onClick={() => drill(cross.row)}>
        {t('seeRecords')}
      </Button>
      <Button size="small" type="link" onClick={onClear}>
        {t('showAll')}
      </Button>
    </p>
  )
}

function Grid({
  document,
  widgets,
  choices,
  cross,
  onCross,
}: {
  readonly document: DashboardDocument
  readonly widgets: readonly WidgetDocument[]
  readonly choices: Choices
  readonly cross: CrossFilter | undefined
  readonly onCross: (cross: CrossFilter | undefined) => void
}): ReactNode {
  const narrow = useNarrow()
  const grid = document.grid ?? 24
  const columns = narrow ? 'repeat(2, minmax(0, 1fr))' : `repeat(${grid}, minmax(0, 1fr))`
  return (
    <div className="m-dashboard" style={{ gridTemplateColumns: columns }}>
      {(narrow ? phoneOrder(widgets) : widgets.toSorted(byPlace)).map((widget) => (
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
          <Widget
            widget={widget}
            dashboard={document.key}
            choices={choices}
            refresh={document.refresh}
            cross={cross}
            onCross={onCross}
          />
        </div>
      ))}
    </div>
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
