import { type LocalizedText, say } from '@mortise/errors'
import { formatPattern, type PageDefinition, printFont, reportContent } from '@mortise/prints'
import { byPlace } from '@mortise/reports'
import type { WidgetDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Content } from 'pdfmake/interfaces.js'
import type { RuntimeOptions } from '../types.ts'
import { asPrinted } from './as-printed.ts'
import type { OpenTarget, TargetResult } from './target.ts'

/** What pages are drawn on, in points; `inner` is as wide as what stands on it may be. */
type Paper = {
  readonly width: number
  readonly height: number
  readonly margin: number
  readonly inner: number
  /** More rows of numbers than this are not listed. */
  readonly rows: number
  /** Nobody turns the pages of a picture: all tabs stand below each other, and no page is numbered. */
  readonly paged: boolean
}

/** A4 lying: 842 × 595 points, 36 all round. */
const sheet: Paper = { width: 841.89, height: 595.28, margin: 36, inner: 769.89, rows: 300, paged: true }

/** As wide as a mail shows it with letters of the size they have; as high as what is on it, five screens at most. */
const picture: Paper = { width: 760, height: 3_600, margin: 20, inner: 720, rows: 60, paged: false }
const between = 16

const words = {
  by: { zh: '导出人', en: 'Made by' },
  at: { zh: '数据截至', en: 'As of' },
  page: { zh: '第 {n} 页，共 {m} 页', en: 'Page {n} of {m}' },
} as const

/** Results that were worked out for a reader, and what of the workspace decides how they look. */
export type PdfGiven = {
  readonly kit: RuntimeOptions['kit']
  readonly timeZone: string
  /** The instant of the results. */
  readonly asOf: string
  readonly target: OpenTarget
  readonly results: readonly TargetResult[]
  /** Some rows are missing because there are too many. */
  readonly note?: string
}

type Making = PdfGiven & { readonly locale: 'zh' | 'en'; readonly paper: Paper }

/**
 * A report or a dashboard as pages, with a reader's numbers and name: for a download, and for what is sent. As a picture
 * (`asPicture`) it is one high page, whose free end is cut off when it is drawn.
 */
export function reportPages(
  reader: Pick<Actor, 'name' | 'locale'>,
  given: PdfGiven & { readonly asPicture?: boolean },
): PageDefinition {
  const paper = given.asPicture === true ? picture : sheet
  const making: Making = { ...given, locale: reader.locale, paper }
  const content = given.target.dashboard === undefined ? reportPage(making) : boardPages(making)
  return pageOf(reader, making, content)
}

const sayer =
  (locale: 'zh' | 'en') =>
  (text: LocalizedText | undefined): string =>
    say(text, locale)

function printed(making: Making, { part, result }: TargetResult, width: number) {
  const { kit, locale, timeZone, paper } = making
  return asPrinted(part.report, result, { kit, locale, width, timeZone, chart: part.chart, rows: paper.rows })
}

function reportPage(making: Making): readonly Content[] {
  const ctx = { say: sayer(making.locale) }
  const { inner } = making.paper
  return making.results.flatMap((one) =>
    reportContent(printed(making, one, inner), ctx, { width: inner, height: 300, numbers: true }),
  )
}

/** Tiles of a dashboard row by row, as wide to each other as on the screen; every tab begins a page. */
function boardPages(making: Making): readonly Content[] {
  const { results, locale, paper } = making
  const { tabs = [], widgets = [], grid = 24 } = making.target.dashboard ?? {}
  const homeOf = ({ tab }: WidgetDocument): string | undefined =>
    tabs.some(({ id }) => id === tab) ? tab : tabs[0]?.id
  const places = tabs.length === 0 ? [undefined] : tabs
  const content: Content[] = []
  for (const tab of places) {
    const own = widgets.filter(
      (one) => homeOf(one) === tab?.id && results.some(({ part }) => part.id === one.id),
    )
    if (own.length === 0) continue
    const begin = content.length > 0 && paper.paged ? { pageBreak: 'before' as const } : {}
    const name = tab === undefined ? '' : say(tab.label, locale)
    if (name !== '') content.push({ text: name, fontSize: 12, bold: true, margin: [0, 0, 0, 6], ...begin })
    for (const row of inRows(own)) content.push(tilesOf(making, row, grid))
  }
  return content
}

/** Tiles whose tops are side by side stand in one row; one that begins lower begins the next. */
function inRows(widgets: readonly WidgetDocument[]): readonly (readonly WidgetDocument[])[] {
  const rows: WidgetDocument[][] = []
  for (const widget of widgets.toSorted(byPlace)) {
    const row = rows.at(-1)
    const meets = row?.some((one) => widget.x < one.x + one.w && one.x < widget.x + widget.w)
    const beside = row?.[0] !== undefined && widget.y < row[0].y + row[0].h && meets === false
    if (row !== undefined && beside) row.push(widget)
    else rows.push([widget])
  }
  return rows.map((row) => row.toSorted((a, b) => a.x - b.x))
}

function tilesOf(making: Making, row: readonly WidgetDocument[], grid: number): Content {
  const ctx = { say: sayer(making.locale) }
  const room = making.paper.inner - between * (row.length - 1)
  const all = Math.max(
    grid,
    row.reduce((sum, { w }) => sum + w, 0),
  )
  const columns = row.flatMap((widget) => {
    const one = making.results.find(({ part }) => part.id === widget.id)
    if (one === undefined) return []
    const width = Math.floor((room * widget.w) / all)
    const size = { width, height: Math.min(420, Math.max(120, widget.h * 22)) }
    const title = { text: ctx.say(one.part.title), bold: true, margin: [0, 0, 0, 4] }
    return [
      {
        width,
        stack: [title, ...reportContent(printed(making, one, width), ctx, size)],
      } as unknown as Content,
    ]
  })
  // What is longer than a page is let go; all else stays in one piece.
  return { stack: [{ columns, columnGap: between }], unbreakable: true, margin: [0, 0, 0, 14] } as Content
}

function pageOf(
  { name }: Pick<Actor, 'name'>,
  { target, asOf, locale, timeZone, note: more, paper }: Making,
  content: readonly Content[],
): PageDefinition {
  const { width, height, margin, paged } = paper
  const title = say(target.label, locale) || target.key
  const at = formatPattern(asOf, 'yyyy-MM-dd HH:mm', { locale, timeZone })
  const note = [`${say(words.at, locale)} ${at}`, `${say(words.by, locale)} ${name}`, ...(more ? [more] : [])]
  const foot = { text: say(words.page, locale), pageText: true, fontSize: 8, alignment: 'center' }
  return {
    title,
    fileName: title,
    createdAt: asOf,
    pageSize: { width, height },
    pageMargins: [margin, margin, margin, paged ? 44 : margin],
    defaultStyle: { font: printFont, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    content: [
      { text: title, fontSize: 16, bold: true },
      { text: note.join(' · '), fontSize: 8, color: '#555D66', margin: [0, 2, 0, 10] },
      ...content,
    ],
    ...(paged ? { footer: { stack: [foot as unknown as Content], margin: [margin, 12, margin, 0] } } : {}),
  }
}
