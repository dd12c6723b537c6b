import type { LocalizedText } from '@mortise/errors'
import { phoneOrder } from '@mortise/reports'
import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import { patched } from '../report/commands.ts'

/** A page of a dashboard. */
export type BoardTab = NonNullable<DashboardDocument['tabs']>[number]

/** Tiles of a tab; all of them where there are no tabs. Tiles that name none stand on the first. */
export function tilesOn(board: DashboardDocument, tab: string | undefined): readonly WidgetDocument[] {
  const first = board.tabs?.[0]?.id
  if (first === undefined || tab === undefined) return board.widgets
  return board.widgets.filter((one) => (one.tab ?? first) === tab)
}

/** Writes the tiles of a tab back among those of the others; new ones go to the end. */
export function withTiles(board: DashboardDocument, tiles: readonly WidgetDocument[]): DashboardDocument {
  const given = new Map(tiles.map((one) => [one.id, one]))
  const known = new Set(board.widgets.map(({ id }) => id))
  return {
    ...board,
    widgets: [
      ...board.widgets.map((one) => given.get(one.id) ?? one),
      ...tiles.filter(({ id }) => !known.has(id)),
    ],
  }
}

function freeTab(tabs: readonly BoardTab[]): string {
  const taken = new Set(tabs.map(({ id }) => id))
  for (let at = tabs.length + 1; ; at++) if (!taken.has(`t${at}`)) return `t${at}`
}

/** Adds a tab. The first time two are made: one for what stands there already, and an empty one. */
export function addTab(
  board: DashboardDocument,
  label: (place: number) => LocalizedText,
): { readonly board: DashboardDocument; readonly id: string } {
  const before = board.tabs ?? []
  const tabs = before.length > 0 ? before : [{ id: freeTab([]), label: label(1) }]
  const id = freeTab(tabs)
  return { board: { ...board, tabs: [...tabs, { id, label: label(tabs.length + 1) }] }, id }
}

/** Gives a tab another name. */
export function renameTab(board: DashboardDocument, id: string, label: LocalizedText): DashboardDocument {
  return { ...board, tabs: (board.tabs ?? []).map((one) => (one.id === id ? { ...one, label } : one)) }
}

/** Takes a tab away; its tiles go below those of the tab before it, none is lost. The last two tabs become one page. */
export function removeTab(board: DashboardDocument, id: string): DashboardDocument {
  const before = board.tabs ?? []
  const at = before.findIndex((one) => one.id === id)
  if (at < 0) return board
  const home = before[at === 0 ? 1 : at - 1]?.id
  const tabs = before.filter((one) => one.id !== id)
  const below = Math.max(0, ...tilesOn(board, home).map(({ y, h }) => y + h))
  const gone = new Set(tilesOn(board, id).map((one) => one.id))
  const first = before[0]?.id
  const widgets = board.widgets.map((one) =>
    gone.has(one.id)
      ? patched<WidgetDocument>(one, { tab: tabs.length > 1 ? home : undefined, y: one.y + below })
      : patched<WidgetDocument>(one, { tab: tabs.length > 1 ? (one.tab ?? first) : undefined }),
  )
  return patched<DashboardDocument>({ ...board, widgets }, { tabs: tabs.length > 1 ? tabs : undefined })
}

/** Moves a tile to another tab, below what stands there. */
export function moveToTab(board: DashboardDocument, id: string, tab: string): DashboardDocument {
  const below = Math.max(0, ...tilesOn(board, tab).map(({ y, h }) => y + h))
  const widgets = board.widgets.map((one) => (one.id === id ? { ...one, tab, x: 0, y: below } : one))
  return { ...board, widgets }
}

/** Moves a tile one place up or down among those of its tab on a phone; from then on their order there is their own. */
export function movePhone(
  board: DashboardDocument,
  id: string,
  given: { readonly tab: string | undefined; readonly by: 1 | -1 },
): DashboardDocument {
  const order = phoneOrder(tilesOn(board, given.tab)).map((one) => one.id)
  const at = order.indexOf(id)
  const to = at + given.by
  const other = order[to]
  if (at < 0 || other === undefined) return board
  const places = new Map(
    order
      .toSpliced(at, 1, other)
      .toSpliced(to, 1, id)
      .map((one, place) => [one, place]),
  )
  const widgets = board.widgets.map((one) => {
    const phone = places.get(one.id)
    return phone === undefined ? one : { ...one, phone }
  })
  return { ...board, widgets }
}
