import { type LocalizedText, say } from '@mortise/errors'
import {
  formatPattern,
  type PageDefinition,
  type PrintedReport,
  printFont,
  reportContent,
} from '@mortise/prints'
import { byPlace } from '@mortise/reports'
import type { WidgetDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Content } from 'pdfmake/interfaces.js'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { dashboardFor } from '../model/model.ts'
import { renderPdf } from '../pdf/render-pdf.ts'
import type { Printed } from '../prints/print.ts'
import { asPrinted } from './as-printed.ts'
import { type ReportAsk, runReportIn } from './run.ts'

/** A4 lying: 842 × 595 points, 36 all round. */
const paper = { width: 841.89, height: 595.28 }
const margin = 36
const inner = paper.width - 2 * margin
const between = 16

const words = {
  by: { zh: '导出人', en: 'Made by' },
  at: { zh: '数据截至', en: 'As of' },
  page: { zh: '第 {n} 页，共 {m} 页', en: 'Page {n} of {m}' },
} as const

/** What is asked for: a report, or a dashboard with all its tabs; each with the choices of a filter bar. */
export type ReportPdfAsk = Omit<ReportAsk, 'dashboard'> &
  ({ readonly report: string } | { readonly dashboard: string })

type Making = { readonly unit: Unit; readonly actor: Actor; readonly ask: ReportPdfAsk }
type Titled = { readonly label: LocalizedText; readonly content: readonly Content[] }

/**
 * A report or a dashboard as a PDF, with the numbers that the actor may see: for a download, and for whoever sends it out.
 * Throws REPORT_NOT_FOUND for what is not there or not the actor's, and what `renderPdf` throws.
 */
export async function reportPdf(workspace: Workspace, actor: Actor, ask: ReportPdfAsk): Promise<Printed> {
  const pages = await workspace.unit(async (unit) => {
    const making: Making = { unit, actor, ask }
    const titled =
      'report' in ask ? await reportPage(making, ask.report) : await boardPages(making, ask.dashboard)
    await unit.tx.side.audit({
      action: 'report_pdf',
      actor: actor.userId,
      actorName: actor.name,
      via: actor.via,
      ip: actor.ip ?? null,
      entity: null,
      recordId: null,
      data: 'report' in ask ? { report: ask.report } : { dashboard: ask.dashboard },
    })
    return pageOf(making, titled)
  })
  return { fileName: `${pages.fileName}.pdf`, bytes: await renderPdf(pages) }
}

const sayer =
  (locale: 'zh' | 'en') =>
  (text: LocalizedText | undefined): string =>
    say(text, locale)

async function printed(
  { unit, actor, ask }: Making,
  given: {
    readonly report: string
    readonly width: number
    readonly widget?: WidgetDocument
    readonly board?: string
  },
): Promise<PrintedReport> {
  const { filters, filter, levels } = ask
  const { report, result } = await runReportIn(unit, actor, {
    report: given.report,
    ...(filters === undefined ? {} : { filters }),
    ...(filter === undefined ? {} : { filter }),
    ...(levels === undefined || given.board !== undefined ? {} : { levels }),
    ...(given.board === undefined ? {} : { dashboard: given.board }),
  })
  const { timeZone, options } = unit
  const how = { kit: options.kit, locale: actor.locale, width: given.width, timeZone }
  return asPrinted(report, result, { ...how, chart: given.widget?.chart ?? report.chart })
}

async function reportPage(making: Making, key: string): Promise<Titled> {
  const report = await printed(making, { report: key, width: inner })
  const ctx = { say: sayer(making.actor.locale) }
  return {
    label: report.label,
    content: reportContent(report, ctx, { width: inner, height: 300, numbers: true }),
  }
}

/** Tiles of a dashboard row by row, as wide to each other as on the screen; every tab begins a page. */
async function boardPages(making: Making, key: string): Promise<Titled> {
  const { unit, actor } = making
  const board = dashboardFor(unit.published, actor, { kit: unit.options.kit, key })
  if (board === undefined) throw errors.REPORT_NOT_FOUND({ name: key })
  const tabs = board.tabs ?? []
  const homeOf = ({ tab }: WidgetDocument): string | undefined =>
    tabs.some(({ id }) => id === tab) ? tab : tabs[0]?.id
  const places = tabs.length === 0 ? [undefined] : tabs
  const content: Content[] = []
  for (const [at, tab] of places.entries()) {
    const own = board.widgets.filter((one) => one.report !== undefined && homeOf(one) === tab?.id)
    if (own.length === 0) continue
    const begin = content.length === 0 ? {} : { pageBreak: 'before' as const }
    const name = tab === undefined ? '' : say(tab.label, actor.locale)
    if (name !== '') content.push({ text: name, fontSize: 12, bold: true, margin: [0, 0, 0, 6], ...begin })
    for (const [index, row] of inRows(own).entries()) {
      const drawn = await tilesOf(making, { row, board: key, grid: board.grid ?? 24 })
      content.push(
        name === '' && index === 0 && at > 0 ? ({ ...(drawn as object), ...begin } as Content) : drawn,
      )
    }
  }
  return { label: board.label, content }
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

async function tilesOf(
  making: Making,
  given: { readonly row: readonly WidgetDocument[]; readonly board: string; readonly grid: number },
): Promise<Content> {
  const { row, board, grid } = given
  const ctx = { say: sayer(making.actor.locale) }
  const columns: Content[] = []
  const room = inner - between * (row.length - 1)
  const all = Math.max(
    grid,
    row.reduce((sum, { w }) => sum + w, 0),
  )
  for (const widget of row) {
    const width = Math.floor((room * widget.w) / all)
    const report = await printed(making, { report: widget.report ?? '', width, widget, board })
    columns.push({
      width,
      stack: [
        { text: ctx.say(widget.title ?? report.label), bold: true, margin: [0, 0, 0, 4] },
        ...reportContent(report, ctx, { width, height: Math.min(420, Math.max(120, widget.h * 22)) }),
      ],
    } as Content)
  }
  // What is longer than a page is let go; all else stays in one piece.
  return { stack: [{ columns, columnGap: between }], unbreakable: true, margin: [0, 0, 0, 14] } as Content
}

function pageOf({ unit, actor }: Making, { label, content }: Titled): PageDefinition {
  const { locale } = actor
  const title = say(label, locale)
  const at = formatPattern(unit.now, 'yyyy-MM-dd HH:mm', { locale, timeZone: unit.timeZone })
  const note = `${say(words.at, locale)} ${at} · ${say(words.by, locale)} ${actor.name}`
  const foot = { text: say(words.page, locale), pageText: true, fontSize: 8, alignment: 'center' }
  return {
    title,
    fileName: `${title.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-').slice(0, 100) || 'report'}-${at.slice(0, 10)}`,
    createdAt: unit.now,
    pageSize: paper,
    pageMargins: [margin, margin, margin, 44],
    defaultStyle: { font: printFont, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    content: [
      { text: title, fontSize: 16, bold: true },
      { text: note, fontSize: 8, color: '#555D66', margin: [0, 2, 0, 10] },
      ...content,
    ],
    footer: { stack: [foot as unknown as Content], margin: [margin, 12, margin, 0] },
  }
}
