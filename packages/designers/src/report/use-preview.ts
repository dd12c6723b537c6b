import { useDragLayer } from 'react-dnd'
import type { Place } from '../kit/hit-test.ts'
import { moveItem, type Shelf } from './commands.ts'
import { slotList } from './kind-shelves.tsx'
import { followChart, planReport } from './plan.ts'
import { fittingSpot, mayStand, putField } from './put.ts'
import { onShelves, slotFor, withSlot } from './slots.ts'
import type { ReportEditor, ReportPayload } from './use-report-editor.ts'

/** What the report would be if what is dragged were dropped here; undefined while nothing is, or where it would ask. */
export function usePreview(editor: ReportEditor, place: Place | undefined): ReportEditor | undefined {
  const dragged = useDragLayer((monitor) => monitor.getItem<ReportPayload | null>())
  if (place === undefined || dragged === null) return undefined
  const next = dropped(editor, dragged, place)
  if (next === undefined || next === editor.report) return undefined
  const report = followChart(editor.report, next, editor.source)
  const planned = planReport(report, editor.source)
  // A shape that can't be worked out yet says nothing while a hand is on its way.
  return planned.plan === undefined ? undefined : { ...editor, ...planned, report }
}

function dropped(
  editor: ReportEditor,
  payload: ReportPayload,
  { list, index }: Place,
): ReportEditor['report'] | undefined {
  const { report, source } = editor
  if ('move' in payload)
    return list === 'chart' ? undefined : moveItem(report, payload.move, { shelf: list as Shelf, index })
  if (!onShelves(editor)) {
    const key = list === 'chart' ? slotFor(editor, payload)?.key : list.slice(slotList('').length)
    return key === undefined ? undefined : withSlot(editor, key, payload)
  }
  const spot = list === 'chart' ? fittingSpot(report, payload) : { shelf: list as Shelf, index }
  if (spot.shelf === 'filters' || !mayStand(payload, spot.shelf)) return undefined
  return putField(report, payload, { spot, source }).report
}
