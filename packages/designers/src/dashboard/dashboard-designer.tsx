import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { Icon, SegmentedControl, useLocale, useNarrow, useT } from '@mortise/ui'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { DesignOrJson } from '../kit/design-or-json.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette } from '../kit/palette.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import '../styles/dashboard.css'
import '../styles/report.css'
import { BoardCanvas, PhoneBoard, reportDrag, type ReportPick } from './board-canvas.tsx'
import { DashboardPanel } from './dashboard-panel.tsx'
import { FilterBar } from './filter-bar.tsx'
import { tidied } from './layout.ts'
import { messages } from './messages.ts'
import { TabBar } from './tab-bar.tsx'
import { withTiles } from './tabs.ts'
import type { Choices } from './tile.tsx'
import { type BoardDraft, type BoardEditor, useBoard } from './use-board.ts'

/** Designs a dashboard: reports as tiles on a grid, with filters that reach all of them. */
export function DashboardPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ board: ['dashboard', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as BoardDraft} />
}

function Designer({ draft }: { readonly draft: BoardDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const editor = useBoard(draft)
  const { board } = editor
  return (
    <DesignOrJson
      name={say(board.label, locale) || board.key}
      what={t('dashboard')}
      steps={draft}
      tab={t('dashboard')}
      document={{
        kind: 'dashboard',
        file: `dashboards/${board.key}.json`,
        value: board,
        onChange: (next) => draft.commit({ board: next as typeof board }, t('edited', { name: kt('json') })),
      }}
    >
      <Work editor={editor} />
    </DesignOrJson>
  )
}

/** Reports by what they count, those already on the dashboard told apart by nothing: one may stand twice. */
function useReportGroups(editor: BoardEditor): Parameters<typeof Palette>[0]['groups'] {
  const locale = useLocale()
  const { model, kit } = useWorkbench()
  const byEntity = Map.groupBy(editor.reports, ({ source }) => source.entity)
  return [...byEntity].map(([entity, reports]) => ({
    key: entity,
    label: say(model.entity(entity)?.document.label, locale) || entity,
    items: reports.map((report) => ({
      key: report.key,
      label: say(report.label, locale) || report.key,
      icon: kit.charts.find(report.chart?.type ?? 'table')?.icon ?? 'table',
      payload: { report: report.key } satisfies ReportPick,
    })),
  }))
}

function Work({ editor }: { readonly editor: BoardEditor }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  const { board } = editor
  const filters = board.filters ?? []
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop')
  const [side, setSide] = useState<'reports' | 'panel'>()
  const [chosen, setChosen] = useState<Choices>({})
  // What nobody chose here begins as it will for readers.
  const choices = Object.fromEntries(
    filters.map((one): [string, Json] => [one.key, chosen[one.key] ?? one.default ?? null]),
  )
  const groups = useReportGroups(editor)
  const list = (
    <Palette
      kind={reportDrag}
      groups={groups}
      onAdd={(payload) => editor.add((payload as ReportPick).report)}
    />
  )
  const tidy = (): void => editor.edit(withTiles(board, tidied(editor.tiles)), t('tidied'))
  return (
    <>
      {narrow ? null : <div className="b-reports">{list}</div>}
      <main className="d-canvas" aria-label={kt('canvas')}>
        <div className="b-bar">
          {narrow ? (
            <>
              <Button icon={<Icon name="plus" size={14} />} onClick={() => setSide('reports')}>
                {t('reports')}
              </Button>
              <Button icon={<Icon name="sliders-horizontal" size={14} />} onClick={() => setSide('panel')}>
                {t('panel')}
              </Button>
            </>
          ) : (
            <SegmentedControl
              label={t('device')}
              value={device}
              onChange={setDevice}
              options={[
                { value: 'desktop', label: t('desktop') },
                { value: 'phone', label: t('phone') },
              ]}
            />
          )}
          <FilterBar filters={filters} choices={choices} onChange={setChosen} />
          <span className="m-spring" />
          <Button type="text" icon={<Icon name="layout-grid" size={14} />} onClick={tidy}>
            {t('tidy')}
          </Button>
        </div>
        <TabBar editor={editor} />
        <div
          className="b-scroll"
          onClick={(event) => event.target === event.currentTarget && editor.select(undefined)}
        >
          {narrow || device === 'phone' ? (
            <PhoneBoard editor={editor} choices={choices} />
          ) : (
            <BoardCanvas editor={editor} choices={choices} />
          )}
        </div>
      </main>
      {narrow ? (
        <Drawer
          open={side === 'reports'}
          onClose={() => setSide(undefined)}
          placement="bottom"
          size="80%"
          title={t('reports')}
        >
          {list}
        </Drawer>
      ) : null}
      <SidePanel open={side === 'panel'} onClose={() => setSide(undefined)}>
        <DashboardPanel editor={editor} />
      </SidePanel>
    </>
  )
}
