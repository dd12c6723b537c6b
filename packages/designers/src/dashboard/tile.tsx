import type { Json } from '@mortise/expressions'
import { dashboardFilter, type ReportResult } from '@mortise/reports'
import type { DashboardDocument, ReportDocument, WidgetDocument } from '@mortise/schema'
import { ErrorState, Icon, IconButton, Skeleton, useT } from '@mortise/ui'
import { ResultView } from '@mortise/views/result'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CSSProperties, PointerEvent, ReactNode } from 'react'
import { handleKey } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import type { BoardEditor } from './use-board.ts'
import type { DragMode } from './use-tile-drag.ts'

/** What is chosen in the filter bar, by filter key. */
export type Choices = { readonly [filter: string]: Json }

type TileProps = {
  readonly tile: WidgetDocument
  readonly editor: BoardEditor
  readonly choices: Choices
  readonly style?: CSSProperties
  readonly dragged?: boolean
  readonly onDrag?: (event: PointerEvent, id: string, mode: DragMode) => void
}

/** A tile with its live numbers; taken by its face, made larger by its corner, worked by keys when it has the focus. */
export function TileCard({ tile, editor, choices, style, dragged = false, onDrag }: TileProps): ReactNode {
  const t = useT(messages)
  const { selected, select } = editor
  const name = editor.nameOf(tile)
  const report = editor.reportOf(tile)
  return (
    <div
      className="b-tile"
      role="group"
      tabIndex={0}
      aria-label={t('tile', { name })}
      aria-description={`${t('at', { x: tile.x + 1, y: tile.y + 1, w: tile.w, h: tile.h })} ${t('tileHint')}`}
      aria-current={selected?.id === tile.id}
      data-tile={tile.id}
      data-dragged={dragged}
      style={style}
      onFocus={() => select(tile.id)}
      onPointerDown={(event) => onDrag?.(event, tile.id, 'move')}
      onKeyDown={(event) => handleKey(editor.keys(tile.id), event)}
      onBlur={editor.draft.seal}
    >
      <header>
        <b className="m-clip">{name}</b>
        <span onPointerDown={(event) => event.stopPropagation()}>
          <IconButton
            icon="x"
            size={14}
            label={t('removed', { name })}
            onClick={() => editor.remove(tile.id)}
          />
        </span>
      </header>
      <div className="b-tile-body" inert>
        {report === undefined ? (
          <p className="b-missing">
            <Icon name="unlink" />
            {t('missing')}
          </p>
        ) : (
          <TileNumbers tile={tile} report={report} board={editor.board} choices={choices} label={name} />
        )}
      </div>
      {onDrag === undefined ? null : (
        <span
          className="b-corner"
          title={t('resize')}
          onPointerDown={(event) => {
            event.stopPropagation()
            onDrag(event, tile.id, 'size')
          }}
        />
      )}
    </div>
  )
}

/** The report narrowed by what is chosen in the filter bar, as the server will narrow it for readers. */
function narrowed(
  report: ReportDocument,
  board: DashboardDocument,
  given: { readonly tile: string; readonly choices: Choices },
): ReportDocument {
  const chosen = (board.filters ?? []).flatMap(({ key, type, targets }) =>
    targets
      .filter(({ widget }) => widget === given.tile)
      .map(({ path }) => ({ path, type, value: given.choices[key] ?? null })),
  )
  return dashboardFilter(report, chosen)
}

function TileNumbers({
  tile,
  report,
  board,
  choices,
  label,
}: {
  readonly tile: WidgetDocument
  readonly report: ReportDocument
  readonly board: DashboardDocument
  readonly choices: Choices
  readonly label: string
}): ReactNode {
  const { api } = useWorkbench()
  const { chart: _, ...rest } = narrowed(report, board, { tile: tile.id, choices })
  const question = JSON.stringify(rest)
  const query = useQuery({
    queryKey: ['design', 'report-preview', question],
    queryFn: ({ signal }): Promise<ReportResult> =>
      api.previewReport(JSON.parse(question) as ReportDocument, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })
  if (query.error !== null) return <ErrorState error={query.error} />
  if (query.data === undefined) return <Skeleton shape="lines" count={3} />
  return <ResultView result={query.data} chart={tile.chart ?? report.chart} label={label} report={report} />
}
