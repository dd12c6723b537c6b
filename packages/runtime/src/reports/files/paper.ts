import { say } from '@mortise/errors'
import { type PageDefinition, printFont } from '@mortise/prints'
import type { Workspace } from '../../context/workspace.ts'
import { renderPdf } from '../../pdf/render-pdf.ts'
import type { TargetResult } from '../target.ts'
import { chartPicture } from './chart-picture.ts'
import { fileTable, type FileTable } from './table.ts'

/** So many rows of one table stand on paper; the rest is told by a line below. */
const mostRows = 500
/** A4 lying when a table has more columns than this. */
const uprightColumns = 6

const margin = 36
const upright = { width: 595.28, height: 841.89 }

const words = {
  zh: {
    empty: '没有数据',
    more: (n: number) => `另有 ${n} 行未列出，请打开报表查看。`,
  },
  en: { empty: 'No data', more: (n: number) => `${n} more rows: open the report to see them.` },
} as const

type Content = PageDefinition['content'][number]

/** What a report on paper is made of. */
export type PaperGiven = {
  readonly title: string
  readonly note: string
  readonly asOf: string
  readonly results: readonly TargetResult[]
  readonly locale: 'zh' | 'en'
}

/** Draws results as a PDF: each part its chart, or its figures, or its table. */
export async function paperOf(workspace: Workspace, given: PaperGiven): Promise<Uint8Array> {
  return renderPdf(await paperPages(workspace, given))
}

/** The same before it is drawn. */
export async function paperPages(workspace: Workspace, given: PaperGiven): Promise<PageDefinition> {
  const { title, note, asOf, results, locale } = given
  const wide = results.some(({ result }) => result.columns.length > uprightColumns)
  const pageSize = wide ? { width: upright.height, height: upright.width } : upright
  const width = pageSize.width - 2 * margin
  const content: Content[] = [
    { text: title, fontSize: 18, bold: true, margin: [0, 0, 0, 4] },
    { text: note, fontSize: 9, color: '#555D66', margin: [0, 0, 0, 14] },
  ]
  for (const one of results) {
    const heading = results.length === 1 ? [] : [headingOf(say(one.part.title, locale))]
    content.push(...(await partContent(workspace, one, { locale, width, heading })))
  }
  return {
    title,
    fileName: title,
    createdAt: asOf,
    pageSize,
    pageMargins: [margin, margin, margin, margin + 8],
    defaultStyle: { font: printFont, fontSize: 9, lineHeight: 1.2, color: '#1E2227' },
    content,
    footer: {
      text: '{n} / {m}',
      alignment: 'center',
      fontSize: 8,
      color: '#555D66',
      pageText: true,
    } as Content,
  }
}

function headingOf(text: string): Content {
  return { text, fontSize: 12, bold: true, margin: [0, 6, 0, 6] }
}

async function partContent(
  workspace: Workspace,
  one: TargetResult,
  given: { readonly locale: 'zh' | 'en'; readonly width: number; readonly heading: readonly Content[] },
): Promise<readonly Content[]> {
  const { locale, width, heading } = given
  if (one.result.rows.length === 0)
    return [...heading, { text: words[locale].empty, color: '#555D66', margin: [0, 0, 0, 12] }]
  const size = { width, height: 240 }
  const svg = await chartPicture(one, { kit: workspace.options.kit, locale, size })
  const table = fileTable(one.result, locale)
  if (svg === undefined) return [...heading, ...tableContent(table, locale)]
  const drawn: Content = {
    stack: [...heading, { svg, width, font: printFont, margin: [0, 0, 0, 8] }],
    unbreakable: true,
  }
  return [drawn, ...tableContent(table, locale)]
}

function tableContent(table: FileTable, locale: 'zh' | 'en'): readonly Content[] {
  const { columns, heads, rows, totals } = table
  const alignment = columns.map(({ role }) => (role === 'measure' ? ('right' as const) : ('left' as const)))
  const line = (texts: readonly string[], bold = false) =>
    texts.map((text, at) => ({ text, alignment: alignment[at] ?? ('left' as const), bold }))
  const body = [
    line(heads, true),
    ...rows.slice(0, mostRows).map((row) => line(row.map(({ text }) => text))),
    ...(totals === undefined
      ? []
      : [
          line(
            totals.map(({ text }) => text),
            true,
          ),
        ]),
  ]
  const left = rows.length - mostRows
  return [
    {
      table: { headerRows: 1, widths: columns.map(({ role }) => (role === 'measure' ? 'auto' : '*')), body },
      layout: 'mortiseLines',
      margin: [0, 0, 0, left > 0 ? 4 : 14],
    },
    ...(left > 0
      ? [
          {
            text: words[locale].more(left),
            fontSize: 8,
            color: '#555D66',
            margin: [0, 0, 0, 14] as [number, number, number, number],
          },
        ]
      : []),
  ]
}
