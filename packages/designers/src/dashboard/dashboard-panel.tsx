import { say } from '@mortise/errors'
import type { Settings, WidgetDocument } from '@mortise/schema'
import { Icon, useLocale, useNavigator, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { chartValues } from '../report/chart-values.ts'
import { ChartGallery } from '../report/chart-gallery.tsx'
import { patched } from '../report/commands.ts'
import { planReport } from '../report/plan.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { editTile } from './commands.ts'
import { FilterEditor } from './filter-editor.tsx'
import { messages } from './messages.ts'
import { moveToTab } from './tabs.ts'
import type { BoardEditor } from './use-board.ts'

const boardSettings = [
  panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label' }),
  panelSetting(
    'refresh',
    { zh: '自动刷新', en: 'Refresh by itself' },
    {
      options: [
        ['1', '每分钟', 'Every minute'],
        ['5', '每 5 分钟', 'Every 5 minutes'],
        ['15', '每 15 分钟', 'Every 15 minutes'],
        ['60', '每小时', 'Every hour'],
      ],
    },
  ),
]
const tileSettings = [
  panelSetting(
    'title',
    { zh: '标题', en: 'Title' },
    { editor: 'label', help: { zh: '不填就用报表的名称', en: 'Empty: the name of the report' } },
  ),
  panelSetting(
    'crossFilter',
    { zh: '点击联动', en: 'Click narrows other tiles' },
    {
      type: 'boolean',
      help: {
        zh: '点一下图形，同一数据来源的其他磁贴跟着筛选；不开则直接查看记录',
        en: 'A click on a mark narrows the other tiles of the same records; else it leads to the records',
      },
    },
  ),
]

/** Properties of the selected tile, else of the dashboard with its filters. */
export function DashboardPanel({ editor }: { readonly editor: BoardEditor }): ReactNode {
  const t = useT(messages)
  const { board, selected, edit } = editor
  return (
    <div className="d-panel-body" onBlur={editor.draft.seal}>
      {selected === undefined ? (
        <>
          <h2 className="d-panel-title">{t('settings')}</h2>
          <Panel
            key="board"
            name="board"
            settings={boardSettings}
            values={{ label: board.label, refresh: board.refresh?.toString() }}
            home={undefined}
            onChange={({ label, refresh }, changed) =>
              edit(
                patched<typeof board>(board, {
                  label: (label ?? board.label) as typeof board.label,
                  refresh: typeof refresh === 'string' ? Number(refresh) : undefined,
                }),
                t('edited', { name: t('dashboard') }),
                changed,
              )
            }
          />
          <FilterEditor editor={editor} />
        </>
      ) : (
        <TilePanel key={selected.id} editor={editor} tile={selected} />
      )}
    </div>
  )
}

function TilePanel({
  editor,
  tile,
}: {
  readonly editor: BoardEditor
  readonly tile: WidgetDocument
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const { model, kit } = useWorkbench()
  const { board, edit, select } = editor
  const report = editor.reportOf(tile)
  const name = editor.nameOf(tile)
  const plan = useMemo(
    () =>
      report === undefined
        ? undefined
        : planReport(report, { model, kit, locale, entity: model.entity(report.source.entity) }).plan,
    [report, model, kit, locale],
  )
  const change = (patch: Parameters<typeof editTile>[2], merge?: string): void =>
    edit(editTile(board, tile.id, patch), t('edited', { name }), merge)
  const chart = tile.chart
  const type = kit.charts.find(chart?.type ?? '')
  return (
    <>
      <h2 className="d-panel-title">
        <span className="m-clip">{name}</span>
        <span className="m-spring" />
        <Button size="small" type="text" onClick={() => select(undefined)}>
          {t('settings')}
        </Button>
      </h2>
      <Panel
        key={`tile-${tile.id}`}
        name={`tile-${tile.id}`}
        settings={tileSettings}
        values={tile}
        home={undefined}
        onChange={({ title, crossFilter }, changed) =>
          change(
            {
              title: title as WidgetDocument['title'],
              crossFilter: crossFilter === true ? true : undefined,
            },
            `${changed} ${tile.id}`,
          )
        }
      />
      {(board.tabs ?? []).length > 1 ? (
        <div className="b-line b-tile-tab">
          <span>{t('tab')}</span>
          <Select<string>
            aria-label={t('tab')}
            value={editor.tab ?? ''}
            options={(board.tabs ?? []).map(({ id, label }) => ({
              value: id,
              label: say(label, locale) || id,
            }))}
            onChange={(tab) => {
              edit(moveToTab(board, tile.id, tab), t('moved', { name }))
              editor.showTab(tab)
            }}
          />
        </div>
      ) : null}
      <h3 className="r-panel-head">{t('chart')}</h3>
      <div className="b-charts">
        <ChartGallery
          plan={plan}
          current={chart?.type ?? report?.chart?.type}
          onChoose={(one) =>
            change({ chart: one.type === report?.chart?.type ? undefined : { type: one.type } })
          }
        />
        {chart === undefined ? null : (
          <Button size="small" type="text" onClick={() => change({ chart: undefined })}>
            {t('likeReport')}
          </Button>
        )}
      </div>
      {chart === undefined || type === undefined || type.settings.length === 0 ? null : (
        <Panel
          key={`tile-chart-${tile.id}-${type.type}`}
          name={`tile-chart-${tile.id}-${type.type}`}
          settings={type.settings}
          values={chartValues(type, chart.settings)}
          home={undefined}
          onChange={(values, changed) =>
            change(
              { chart: { type: chart.type, settings: values as Settings } },
              `chart ${tile.id} ${changed}`,
            )
          }
        />
      )}
      <p className="m-faint d-panel-note">
        {t('at', { x: tile.x + 1, y: tile.y + 1, w: tile.w, h: tile.h })}
      </p>
      <p className="m-faint">{t('tileHint')}</p>
      <div className="b-tile-acts">
        {report === undefined ? null : (
          <Button
            icon={<Icon name="pen-line" size={14} />}
            onClick={() => go(designHref('report', report.key))}
          >
            {t('openReport')}
          </Button>
        )}
        <Button danger icon={<Icon name="trash-2" size={14} />} onClick={() => editor.remove(tile.id)}>
          {t('remove')}
        </Button>
      </div>
    </>
  )
}
