import { phoneOrder } from '@mortise/reports'
import type { WidgetDocument } from '@mortise/schema'
import { EmptyState, IconButton, useT } from '@mortise/ui'
import { type ReactNode, useCallback, useState } from 'react'
import { type AreaPoint, useDropArea } from '../kit/drop-area.tsx'
import { columnsOf, startSize } from './commands.ts'
import { type Box, insert } from './layout.ts'
import { messages } from './messages.ts'
import { movePhone } from './tabs.ts'
import { type Choices, TileCard } from './tile.tsx'
import type { BoardEditor } from './use-board.ts'
import { type Unit, useTileDrag } from './use-tile-drag.ts'

/** Name of a drag from the list of reports. */
export const reportDrag = 'dashboard-report'

/** What is dragged from the list. */
export type ReportPick = { readonly report: string }

const rowHeight = 40
const gap = 12

/** The same grid that readers see: its width is measured, so that cells are as wide here as there. */
function useWidth(): { readonly ref: (node: HTMLElement | null) => void; readonly width: number } {
  const [width, setWidth] = useState(0)
  const ref = useCallback((node: HTMLElement | null) => {
    if (node === null) return undefined
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return { ref, width }
}

const pixels = (box: Box, unit: Unit): { left: number; top: number; width: number; height: number } => ({
  left: box.x * unit.x,
  top: box.y * unit.y,
  width: box.w * unit.x - gap,
  height: box.h * unit.y - gap,
})

/** Tiles on the grid: dragged, sized, and dropped from the list, with everything snapping as it will stand. */
export function BoardCanvas({
  editor,
  choices,
}: {
  readonly editor: BoardEditor
  readonly choices: Choices
}): ReactNode {
  const t = useT(messages)
  const { board, tiles } = editor
  const columns = columnsOf(board)
  const { ref: measure, width } = useWidth()
  const unit = { x: (width + gap) / columns, y: rowHeight + gap }
  const [hovered, setHovered] = useState<Box>()
  const spotAt = ({ report }: ReportPick, { x, y }: AreaPoint): Box => {
    const size = startSize(editor.reports.find(({ key }) => key === report))
    const column = Math.round(x / unit.x - size.w / 2)
    return {
      ...size,
      x: Math.min(Math.max(0, column), columns - size.w),
      y: Math.max(0, Math.round(y / unit.y - 0.5)),
    }
  }
  const drop = useDropArea<ReportPick>([reportDrag], {
    onHover: (payload, point) => {
      const next = spotAt(payload, point)
      setHovered((now) => (now?.x === next.x && now.y === next.y && now.w === next.w ? now : next))
    },
    onDrop: (payload, point) => {
      editor.add(payload.report, spotAt(payload, point))
      setHovered(undefined)
    },
  })
  const drag = useTileDrag({
    tiles,
    columns,
    unit,
    onEnd: (id, tiles, mode) => editor.place(id, tiles, mode === 'move' ? 'moved' : 'resized'),
  })
  const ghost = drop.over ? hovered : undefined
  const shown: readonly WidgetDocument[] =
    drag.live ??
    (ghost === undefined
      ? tiles
      : insert(tiles, { ...ghost, id: '$new' }, columns).filter(({ id }) => id !== '$new'))
  const rows = Math.max(8, ...[...shown, ...(ghost === undefined ? [] : [ghost])].map(({ y, h }) => y + h))
  const busy = drag.live !== undefined || ghost !== undefined
  const held = shown.find(({ id }) => id === drag.dragged) ?? ghost
  return (
    <div className="b-board" ref={drop.ref}>
      <div
        className="b-grid"
        ref={measure}
        data-busy={busy}
        style={{ height: (rows + 3) * unit.y, backgroundSize: `${unit.x}px ${unit.y}px` }}
      >
        {held === undefined ? null : <i className="b-ghost" style={pixels(held, unit)} />}
        {tiles.length === 0 && ghost === undefined ? (
          <EmptyState drawing="chart" title={t('empty')} text={t('emptyText')} />
        ) : null}
        {width === 0
          ? null
          : shown.map((tile) => (
              <TileCard
                key={tile.id}
                tile={tile}
                editor={editor}
                choices={choices}
                dragged={tile.id === drag.dragged}
                style={pixels(tile, unit)}
                onDrag={drag.start}
              />
            ))}
      </div>
    </div>
  )
}

/** The tiles in the order of a phone, at its width. */
export function PhoneBoard({
  editor,
  choices,
}: {
  readonly editor: BoardEditor
  readonly choices: Choices
}): ReactNode {
  const t = useT(messages)
  const order = phoneOrder(editor.tiles)
  const move = (tile: WidgetDocument, by: 1 | -1): void =>
    editor.edit(
      movePhone(editor.board, tile.id, { tab: editor.tab, by }),
      t('moved', { name: editor.nameOf(tile) }),
    )
  return (
    <div className="b-phone" aria-label={t('phone')}>
      <p className="m-faint">{t('phoneNote')}</p>
      {order.map((tile, at) => (
        <div key={tile.id} className="b-phone-place">
          <TileCard
            tile={tile}
            editor={editor}
            choices={choices}
            style={{ height: Math.max(tile.h * rowHeight, 96) }}
          />
          <span className="b-phone-acts">
            <IconButton
              icon="arrow-up"
              size={14}
              label={t('phoneUp', { name: editor.nameOf(tile) })}
              disabled={at === 0}
              onClick={() => move(tile, -1)}
            />
            <IconButton
              icon="arrow-down"
              size={14}
              label={t('phoneDown', { name: editor.nameOf(tile) })}
              disabled={at === order.length - 1}
              onClick={() => move(tile, 1)}
            />
          </span>
        </div>
      ))}
    </div>
  )
}
