import { say } from '@mortise/errors'
import type { DashboardDocument, ReportDocument, WidgetDocument } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import { addTile, columnsOf, removeTile } from './commands.ts'
import { arrange, type Box } from './layout.ts'
import { tilesOn, withTiles } from './tabs.ts'
import { messages } from './messages.ts'

/** A dashboard being edited. */
export type BoardDraft = Draft<{ readonly board: DashboardDocument }>

/** Everything that can be done to a dashboard, by pointer or key. */
export type BoardEditor = {
  readonly draft: BoardDraft
  readonly board: DashboardDocument
  readonly reports: readonly ReportDocument[]
  /** The tab that is worked on, and its tiles; all tiles where there are no tabs. */
  readonly tab: string | undefined
  readonly tiles: readonly WidgetDocument[]
  readonly showTab: (id: string) => void
  readonly selected: WidgetDocument | undefined
  readonly select: (id: string | undefined) => void
  readonly reportOf: (tile: WidgetDocument | undefined) => ReportDocument | undefined
  readonly nameOf: (tile: WidgetDocument | undefined) => string
  readonly edit: (next: DashboardDocument, label: string, merge?: string) => void
  readonly add: (report: string, at?: Pick<Box, 'x' | 'y'>) => void
  readonly remove: (id: string) => void
  /** Takes over the tiles as a drag left them. */
  readonly place: (id: string, tiles: readonly WidgetDocument[], how: 'moved' | 'resized') => void
  readonly keys: (id: string) => KeyMap
}

type Session = {
  readonly id: string
  readonly start: readonly WidgetDocument[]
  readonly box: Box
  readonly left: DashboardDocument
}

/** The editor of a dashboard draft. */
export function useBoard(draft: BoardDraft): BoardEditor {
  const t = useT(messages)
  const locale = useLocale()
  const announce = useAnnounce()
  const toast = useToast()
  const { model } = useWorkbench()
  const reports = useDocuments('report')
  const [chosen, select] = useState<string>()
  // Steps by keys are reckoned from where the tile was first taken, so that steps back undo steps there.
  const session = useRef<Session | undefined>(undefined)
  const { board } = draft.present
  const [shownTab, setTab] = useState<string>()
  const tab = board.tabs?.find(({ id }) => id === shownTab)?.id ?? board.tabs?.[0]?.id
  const tiles = tilesOn(board, tab)
  const reportOf = (tile: WidgetDocument | undefined): ReportDocument | undefined =>
    reports.find(({ key }) => key === tile?.report)
  const nameOf = (tile: WidgetDocument | undefined): string =>
    say(tile?.title ?? reportOf(tile)?.label, locale) || (tile?.report ?? '')
  const tileOf = (id: string): WidgetDocument | undefined => board.widgets.find((one) => one.id === id)
  const edit = (next: DashboardDocument, label: string, merge?: string): void => {
    if (next !== board) draft.commit({ board: next }, label, merge)
  }
  const add = (key: string, at?: Pick<Box, 'x' | 'y'>): void => {
    const report = reports.find((one) => one.key === key)
    if (report === undefined) return
    const made = addTile(board, report, { model, at, tab })
    const label = t('added', { name: say(report.label, locale) })
    edit(made.board, label)
    select(made.id)
    announce(label)
  }
  const remove = (id: string): void => {
    const label = t('removed', { name: nameOf(tileOf(id)) })
    edit(removeTile(board, id), label)
    select(undefined)
    toast({ text: label, undo: draft.undo })
    announce(label)
  }
  const place = (id: string, widgets: readonly WidgetDocument[], how: 'moved' | 'resized'): void =>
    edit(withTiles(board, widgets), t(how, { name: nameOf(tileOf(id)) }))
  const step = (id: string, by: Partial<Box>): void => {
    const tile = tileOf(id)
    if (tile === undefined) return
    const going = session.current
    const fresh = going === undefined || going.id !== id || going.left !== board
    const { start, box } = fresh ? { start: tiles, box: tile } : going
    const w = Math.min(box.w + (by.w ?? 0), columnsOf(board) - box.x)
    const wanted = { x: box.x + (by.x ?? 0), y: box.y + (by.y ?? 0), w, h: box.h + (by.h ?? 0) }
    const widgets = arrange(start, id, { want: wanted, columns: columnsOf(board) })
    const now = widgets.find((one) => one.id === id) ?? tile
    const left = withTiles(board, widgets)
    session.current = { id, start, box: { x: now.x, y: now.y, w: now.w, h: now.h }, left }
    const how = by.w === undefined && by.h === undefined ? 'moved' : 'resized'
    edit(left, t(how, { name: nameOf(tile) }), `keys ${id}`)
    announce(t('at', { x: now.x + 1, y: now.y + 1, w: now.w, h: now.h }))
  }
  const keys = (id: string): KeyMap => ({
    ArrowLeft: () => step(id, { x: -1 }),
    ArrowRight: () => step(id, { x: 1 }),
    ArrowUp: () => step(id, { y: -1 }),
    ArrowDown: () => step(id, { y: 1 }),
    'Shift+ArrowLeft': () => step(id, { w: -1 }),
    'Shift+ArrowRight': () => step(id, { w: 1 }),
    'Shift+ArrowUp': () => step(id, { h: -1 }),
    'Shift+ArrowDown': () => step(id, { h: 1 }),
    Delete: () => remove(id),
    Backspace: () => remove(id),
    Escape: () => select(undefined),
  })
  return {
    draft,
    board,
    reports,
    tab,
    tiles,
    showTab: (id) => {
      setTab(id)
      select(undefined)
    },
    selected: tileOf(chosen ?? ''),
    select,
    reportOf,
    nameOf,
    edit,
    add,
    remove,
    place,
    keys,
  }
}
