import { say } from '@mortise/errors'
import { type PageDefinition, printFont } from '@mortise/prints'
import type { Workspace } from '../../context/workspace.ts'
import { renderPdf } from '../../pdf/render-pdf.ts'
import type { TargetResult } from '../target.ts'
import { chartPicture } from './chart-picture.ts'
import { fileTable, type FileTable } from './table.ts'

/** So many rows of one table stand on paper, fewer where it is one among others; a line below tells of the rest. */
const mostRows = { alone: 500, among: 40 } as const
/** Figures side by side. */
const figuresAcross = 4
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
  const drawing = { kit: workspace.options.kit, locale }
  const wide = results.some((one) => isTable(workspace, one) && one.result.columns.length > uprightColumns)
  const pageSize = wide ? { width: upright.height, height: upright.width } : upright
  const width = pageSize.width - 2 * margin
  const content: Content[] = [
    { text: title, fontSize: 18, bold: true, margin: [0, 0, 0, 4] },
    { text: note, fontSize: 9, color: grey, margin: [0, 0, 0, 14] },
  ]
  for (const group of grouped(results)) {
    const [first] = group
    if (first === undefined) continue
    if (isFigure(first)) content.push(figures(group, locale))
    else content.push(...(await partContent(first, { ...drawing, width, alone: results.length === 1 })))
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
      color: grey,
      pageText: true,
    } as Content,
  }
}

const grey = '#555D66'

/** Numbers without groups: they stand beside one another, large. */
function isFigure({ result }: TargetResult): boolean {
  return result.rows.length === 1 && result.columns.every(({ role }) => role === 'measure')
}

/** Whether a part is shown as its table. */
function isTable({ options }: Workspace, { part, result }: TargetResult): boolean {
  if (isFigure({ part, result })) return false
  const type = part.chart === undefined ? undefined : options.kit.charts.find(part.chart.type)
  return type === undefined || type.drawn !== undefined
}

/** Figures that follow one another in rows, everything else alone. */
function grouped(results: readonly TargetResult[]): readonly (readonly TargetResult[])[] {
  const groups: TargetResult[][] = []
  for (const one of results) {
    const last = groups.at(-1)
    const joins = isFigure(one) && last?.[0] !== undefined && isFigure(last[0]) && last.length < figuresAcross
    if (joins) last.push(one)
    else groups.push([one])
  }
  return groups
}

function figures(group: readonly TargetResult[], locale: 'zh' | 'en'): Content {
  return {
    columns: group.map(({ part, result }) => {
      const table = fileTable(result, locale)
      const texts = (table.rows[0] ?? []).map(({ text }, at) =>
        table.heads.length > 1 ? `${table.heads[at] ?? ''} ${text}` : text,
      )
      return {
        width: '*',
        stack: [
          { text: say(part.title, locale), fontSize: 9, color: grey },
          ...texts.map((text) => ({ text: text || '—', fontSize: 16, bold: true })),
        ],
      }
    }),
    columnGap: 12,
    unbreakable: true,
    margin: [0, 0, 0, 16],
  } as Content
}

async function partContent(
  one: TargetResult,
  given: {
    readonly kit: Workspace['options']['kit']
    readonly locale: 'zh' | 'en'
    readonly width: number
    /** The only part: its title is the page's, and its table stands below its chart. */
    readonly alone: boolean
  },
): Promise<readonly Content[]> {
  const { kit, locale, width, alone } = given
  const heading: readonly Content[] = alone
    ? []
    : [{ text: say(one.part.title, locale), fontSize: 12, bold: true, margin: [0, 4, 0, 6] }]
  if (one.result.rows.length === 0)
    return [...heading, { text: words[locale].empty, color: grey, margin: [0, 0, 0, 12] }]
  const svg = await chartPicture(one, { kit, locale, size: { width, height: 290 } })
  const drawn: Content = {
    stack: [...heading, ...(svg === undefined ? [] : [{ svg, width, font: printFont } as Content])],
    unbreakable: true,
    margin: [0, 0, 0, 10],
  }
  if (svg !== undefined && !alone) return [drawn]
  const table = tableContent(fileTable(one.result, locale), {
    locale,
    most: mostRows[alone ? 'alone' : 'among'],
  })
  return svg === undefined ? [...heading, ...table] : [drawn, ...table]
}

function tableContent(
  table: FileTable,
  { locale, most }: { readonly locale: 'zh' | 'en'; readonly most: number },
): readonly Content[] {
  const { columns, heads, rows, totals } = table
  const alignment = columns.map(({ role }) => (role === 'measure' ? ('right' as const) : ('left' as const)))
  const line = (texts: readonly string[], bold = false) =>
    texts.map((text, at) => ({ text, alignment: alignment[at] ?? ('left' as const), bold }))
  const body = [
    line(heads, true),
    ...rows.slice(0, most).map((row) => line(row.map(({ text }) => text))),
    ...(totals === undefined
      ? []
      : [
          line(
            totals.map(({ text }) => text),
            true,
          ),
        ]),
  ]
  const left = rows.length - most
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
            color: grey,
            margin: [0, 0, 0, 14] as [number, number, number, number],
          },
        ]
      : []),
  ]
}
