import { say } from '@mortise/errors'
import { byPlace } from '@mortise/reports'
import type { DashboardDocument, WidgetDocument } from '@mortise/schema'

/** What a wall shows at a time: a dashboard, a tab of one, or as much of that as can be read from afar. */
export type Slide = {
  readonly key: string
  readonly board: DashboardDocument
  readonly title: string
  /** Name of the tab, and which part of it this is where it takes several. */
  readonly part: string
  readonly widgets: readonly WidgetDocument[]
  /** Rows of the grid that the tiles take, from the first one on. */
  readonly rows: number
}

/** Rows of a dashboard's grid that fit on a wall in a size that can be read from there. */
const mostRows = 18

const end = ({ y, h }: WidgetDocument): number => y + h

/**
 * Tiles as screens of them, each at most as high as can be read: cut only where no tile lies across, in the order they
 * stand in. A tile that is higher alone is a screen by itself.
 */
export function screensOf(widgets: readonly WidgetDocument[]): readonly (readonly WidgetDocument[])[] {
  const bands: WidgetDocument[][] = []
  let bottom = -1
  for (const one of widgets.toSorted(byPlace)) {
    const band = bands.at(-1)
    if (band === undefined || one.y >= bottom) bands.push([one])
    else band.push(one)
    bottom = Math.max(bottom, end(one))
  }
  const screens: WidgetDocument[][] = []
  for (const band of bands) {
    const last = screens.at(-1)
    const top = last?.[0]?.y ?? 0
    const fits = last !== undefined && Math.max(...band.map(end)) - top <= mostRows
    if (fits) last.push(...band)
    else screens.push([...band])
  }
  return screens
}

/** Dashboards as what is shown one after another; one without tiles is left out. */
export function slidesOf(boards: readonly DashboardDocument[], locale: 'zh' | 'en'): readonly Slide[] {
  return boards.flatMap((board) => {
    const tabs = board.tabs ?? []
    const places = tabs.length === 0 ? [undefined] : tabs
    return places.flatMap((tab) => {
      const own = board.widgets.filter(
        (one) =>
          tab === undefined || (tabs.some(({ id }) => id === one.tab) ? one.tab : tabs[0]?.id) === tab.id,
      )
      const screens = screensOf(own)
      return screens.map((widgets, at): Slide => {
        const top = Math.min(...widgets.map(({ y }) => y))
        const name = tab === undefined ? '' : say(tab.label, locale)
        const part = screens.length > 1 ? `${at + 1}/${screens.length}` : ''
        return {
          key: `${board.key} ${tab?.id ?? ''} ${at}`,
          board,
          title: say(board.label, locale),
          part: [name, part].filter((one) => one !== '').join(' '),
          widgets: widgets.map((one) => ({ ...one, y: one.y - top })),
          rows: Math.max(...widgets.map(end)) - top,
        }
      })
    })
  })
}
