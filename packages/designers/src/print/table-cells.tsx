import { say } from '@mortise/errors'
import type { LaidBlock } from '@mortise/prints'
import { useLocale, useT } from '@mortise/ui'
import type { CSSProperties, MouseEvent, ReactNode } from 'react'
import { cellBoxes, cellOver, cellRange, type CellRef } from './cells.ts'
import { messages } from './messages.ts'
import type { TableCells as Cells } from './use-cells.ts'

/** Keys go to the table once a bar of it was pressed. */
function holdTable(at: string): void {
  document.querySelector<HTMLElement>(`.d-block[tabindex="0"][data-at="${at}"]`)?.focus()
}

/** The cells that are selected, and the bars above and beside the table by which a column or a row is. */
export function TableCells({
  box,
  scale,
  table,
  refs,
}: {
  readonly box: LaidBlock
  readonly scale: number
  readonly table: Cells
  readonly refs: readonly CellRef[]
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { ground } = table
  if (ground === undefined || ground.at !== box.at || box.rows === undefined) return null
  const edges = box.columns ?? []
  const top = box.rows[0]?.y ?? box.y
  const left = edges[0] ?? box.x
  const [first, last] = [ground.rows[0], ground.rows.at(-1)]
  const kindOf = (row: string): string =>
    say(ground.cells.kinds.find(({ kind }) => kind === row.split('.')[0])?.label, locale)
  return (
    <>
      {refs.flatMap((ref) =>
        cellBoxes(box, ref, ground).map(({ x, y, width, height }, index) => (
          <i
            key={`${ref.row} ${ref.column} ${index}`}
            className="d-cell"
            aria-hidden
            style={{ left: x * scale, top: y * scale, width: width * scale, height: height * scale }}
          />
        )),
      )}
      {edges.slice(0, -1).map((edge, column) => (
        <Bar
          key={edge}
          axis="x"
          at={box.at}
          label={t('selectColumn', { n: column + 1 })}
          style={{
            left: edge * scale,
            top: top * scale,
            width: ((edges[column + 1] ?? edge) - edge) * scale,
          }}
          onChoose={(event) => {
            if (first === undefined || last === undefined) return
            table.choose(
              cellRange(cellOver(first, column), { row: last.row, column }, ground.rows).filter(
                (one) => one.column === column || one.row === 'over' || one.row.startsWith('foot'),
              ),
              event,
            )
          }}
        />
      ))}
      {box.rows.map(({ kind, y, height }, index) => {
        const row = ground.rows.find((one) => one.row === (kind === 'empty' ? 'data' : kind))
        return row === undefined ? null : (
          <Bar
            key={index}
            axis="y"
            at={box.at}
            label={t('selectRow', { kind: kindOf(row.row) })}
            style={{ left: left * scale, top: y * scale, height: height * scale }}
            onChoose={(event) => {
              const from = { row: row.row, column: 0 }
              table.choose(cellRange(from, cellOver(row, edges.length - 2), ground.rows), event)
            }}
          />
        )
      })}
    </>
  )
}

/** Above a column or beside a row: pressed, it selects all cells of it. */
function Bar({
  axis,
  at,
  label,
  style,
  onChoose,
}: {
  readonly axis: 'x' | 'y'
  readonly at: string
  readonly label: string
  readonly style: CSSProperties
  readonly onChoose: (event: MouseEvent) => void
}): ReactNode {
  return (
    <button
      type="button"
      className="d-cell-bar"
      data-axis={axis}
      tabIndex={-1}
      title={label}
      aria-label={label}
      style={style}
      onClick={(event) => {
        event.stopPropagation()
        holdTable(at)
        onChoose(event)
      }}
    />
  )
}
