import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  overTable,
  pagedProblems,
  renderTemplate,
  reportKey,
  toDocDefinition,
  validateTemplate,
} from './index.ts'
import { chunksByHeight } from './paged/chunks.ts'
import { pagedContent } from './paged/content.ts'
import { pagedTableOf, type PagedTable } from './paged/types.ts'
import { printKit, quoteData, quoteModel, template } from './testing/quote.ts'

const lines = [
  ['桌', '家具', '5000'],
  ['椅', '家具', '1000.04'],
  ['灯', '灯具', '7.1'],
  ['样品', '灯具', null],
] as const

type Cell = { readonly text?: string; readonly colSpan?: number; readonly rowSpan?: number }

function rowsOf(settings: { readonly [key: string]: unknown }, more = {}): readonly (readonly Cell[])[] {
  const body = [{ type: 'table', source: 'items', ...settings }]
  const [table] = renderTemplate(template(body, more), quoteData(lines), printKit).content
  return (table as unknown as { table: { body: Cell[][] } }).table.body
}

const shown = (rows: readonly (readonly Cell[])[]): readonly string[] =>
  rows.map((row) => row.map(({ text = '' }) => text).join('|'))

describe('a table', () => {
  it('has a head of two levels where columns stand under one', () => {
    const columns = [
      { index: true, label: '序号' },
      { field: 'product', over: '货物' },
      { field: 'category', over: '货物' },
      { field: 'amount' },
    ]
    const [above, below] = rowsOf({ columns })
    expect(above).toMatchObject([
      { text: '序号', rowSpan: 2 },
      { text: '货物', colSpan: 2 },
      {},
      { text: '金额', rowSpan: 2 },
    ])
    expect(below).toMatchObject([{}, { text: '产品' }, { text: '类别' }, {}])
  })

  it('shows the rows that are asked for, in the order asked for, with what they come to so far', () => {
    const columns = [
      { field: 'product' },
      { field: 'amount' },
      { field: 'amount', running: true, label: '累计' },
    ]
    const rowVisible = { '!=': [{ var: 'amount' }, null] }
    expect(shown(rowsOf({ columns, rowVisible, sortBy: 'amount' }))).toEqual([
      '产品|金额|累计',
      '灯|¥7.10|¥7.10',
      '椅|¥1,000.04|¥1,007.14',
      '桌|¥5,000.00|¥6,007.14',
    ])
    const backwards = rowsOf({ columns: [{ field: 'product' }], sortBy: 'amount', descending: true })
    expect(shown(backwards)).toEqual(['产品', '桌', '椅', '灯', '样品'])
  })

  it('names each group above its rows', () => {
    const columns = [{ field: 'product' }, { field: 'amount' }]
    const rows = rowsOf({ columns, group: { by: 'category', head: true } })
    expect(shown(rows)).toEqual([
      '产品|金额',
      '家具|',
      '桌|¥5,000.00',
      '椅|¥1,000.04',
      '灯具|',
      '灯|¥7.10',
      '样品|',
    ])
  })

  it('speaks two languages at once, or the one its template is in', () => {
    const columns = [{ field: 'product' }, { field: 'amount', total: true }]
    expect(shown(rowsOf({ columns }, { language: 'both' }))).toContain('合计 Total|¥6,007.14')
    expect(shown(rowsOf({ columns }, { language: 'en' }))[0]).toBe('Product|Amount')
  })
})

describe('single cells', () => {
  const body = (settings: { readonly [key: string]: unknown }, more = {}) =>
    renderTemplate(
      template([{ type: 'table', source: 'items', ...settings }], more),
      quoteData(lines),
      printKit,
    ).content[0] as unknown as { table: { body: object[][] }; pagedTable?: PagedTable; rowKinds: string[] }

  it('look as they were set: in the head, in rows of data where a condition holds, in the totals', () => {
    const columns = [
      { field: 'product', head: { fill: '#EAF0F8', align: 'center' }, cell: { bold: true, color: 'red' } },
      {
        field: 'amount',
        total: true,
        cell: {
          mark: { '>': [{ var: 'amount' }, 2000] },
          markColor: '#B42318',
          when: { '!=': [{ var: 'amount' }, '7.1'] },
        },
        sum: { size: 12 },
      },
    ]
    const [head, first, , third, , total] = body({ columns }).table.body
    expect(head?.[0]).toMatchObject({ text: '产品', fillColor: '#EAF0F8', alignment: 'center', bold: true })
    // A colour that is none changes nothing.
    expect(first?.[0]).toEqual({ text: '桌', alignment: 'left', bold: true })
    expect(first?.[1]).toMatchObject({ text: '¥5,000.00', color: '#B42318' })
    expect(third?.[1]).toEqual({ text: '', alignment: 'left' })
    // What is not written still counts.
    expect(total?.[1]).toMatchObject({ text: '¥6,007.14', fontSize: 12 })
  })

  it('say the same only once, in one frame, and again on each page', () => {
    const columns = [{ field: 'category', cell: { once: true } }, { field: 'product' }]
    const content = body({ columns })
    expect(shown(content.table.body as never)).toEqual(['类别|产品', '家具|桌', '|椅', '灯具|灯', '|样品'])
    expect(content.table.body[1]?.[0]).toMatchObject({ border: [true, true, true, false] })
    expect(content.table.body[2]?.[0]).toMatchObject({ border: [true, false, true, true] })
    const dealt = content.pagedTable as PagedTable
    const pages = pagedContent(
      dealt,
      [
        { from: 0, to: 1, newPage: false, empty: 0 },
        { from: 1, to: 4, newPage: true, empty: 0 },
      ],
      () => '',
    )
    const second = pages[1] as unknown as { table: { body: Cell[][] } }
    expect(shown(second.table.body)).toEqual(['类别|产品', '家具|椅', '灯具|灯', '|样品'])
    expect(second.table.body[1]?.[0]).not.toHaveProperty('border')
  })

  it('stand at the end over several columns, as wide as the table, where their condition holds', () => {
    const columns = [{ field: 'product' }, { field: 'category' }, { field: 'amount', total: true }]
    const foot = [
      { cells: [{ value: '大写' }, { value: '{{no}}', span: 9, bold: true }] },
      { cells: [{ value: '不出现' }], visible: { '==': [{ var: 'state' }, 'approved'] } },
    ]
    const content = body({ columns, foot })
    expect(content.table.body.at(-1)).toEqual([
      { text: '大写', alignment: 'left' },
      { text: 'BJ-202603-0001', alignment: 'left', colSpan: 2, bold: true },
      {},
    ])
    expect(content.rowKinds).toEqual(['head', 'data', 'data', 'data', 'data', 'total', 'foot.0'])
    const wrong = [{ cells: [{ value: '{{nuo}}' }], visible: { var: 'total' } }]
    const cell = { mark: { var: 'qty' } }
    const found = validateTemplate(
      template([{ type: 'table', source: 'items', columns: [{ field: 'qty', cell }], foot: wrong }]),
      { ...printKit, model: quoteModel },
    )
    expect(found.map(({ path }) => path)).toEqual([
      '/body/0/columns/0/cell/mark',
      '/body/0/foot/0/visible',
      '/body/0/foot/0/cells/0/value',
    ])
  })

  it('have words of the designer in place of a sum, in the language of the template', () => {
    const columns = [
      { field: 'product' },
      { field: 'category', sum: { value: { zh: '共 {{no}}', en: 'Of {{no}}' } } },
      { field: 'amount', total: true },
    ]
    expect(shown(body({ columns }).table.body as never).at(-1)).toBe('合计|共 BJ-202603-0001|¥6,007.14')
    expect(shown(body({ columns }, { language: 'en' }).table.body as never).at(-1)).toBe(
      'Total|Of BJ-202603-0001|¥6,007.14',
    )
  })
})

it('writes texts and page numbers in the language of the template, or in both', () => {
  const value = { zh: '报价单 {{no}}', en: 'Quotation {{no}}' }
  const words = (language: 'zh' | 'en' | 'both'): unknown => {
    const footer = [{ type: 'page_number' }]
    const pages = renderTemplate(
      template([{ type: 'text', value }], { language, footer }),
      quoteData([]),
      printKit,
    )
    return [(pages.content[0] as Cell).text, (pages.footer as { stack: Cell[] }).stack[0]?.text]
  }
  expect(words('zh')).toEqual(['报价单 BJ-202603-0001', '第{n}页 共{m}页'])
  expect(words('en')).toEqual(['Quotation BJ-202603-0001', 'Page {n} of {m}'])
  expect(words('both')).toEqual([
    '报价单 BJ-202603-0001 Quotation BJ-202603-0001',
    '第{n}页 共{m}页 Page {n} of {m}',
  ])
})

describe('rows dealt out to pages', () => {
  const table = (count: number, leads: readonly number[], most = 0): PagedTable =>
    ({
      rowsPerPage: most,
      rows: Array.from({ length: count }, (_, at) => ({
        cells: [],
        ...(leads.includes(at) ? { leads: true } : {}),
      })),
    }) as unknown as PagedTable

  it('are all there, in order, and never higher than their page unless one alone is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 8, max: 90 }), { maxLength: 120 }),
        fc.array(fc.nat(119), { maxLength: 20 }),
        fc.integer({ min: 0, max: 400 }),
        fc.nat(12),
        (rows, leads, first, most) => {
          const room = { head: 20, carried: 20, pageTotal: 20, empty: 15, end: 40, rows, first, page: 400 }
          const chunks = chunksByHeight(table(rows.length, leads, most), room)
          expect(chunks[0]?.from).toBe(0)
          expect(chunks.at(-1)?.to).toBe(rows.length)
          for (const [at, { from, to, newPage, empty }] of chunks.entries()) {
            if (at > 0) expect(from).toBe(chunks[at - 1]?.to)
            if (most > 0) expect(to - from + empty).toBeLessThanOrEqual(most)
            const height = rows.slice(from, to).reduce((sum, one) => sum + one, empty * 15)
            const own = 20 + (at > 0 ? 20 : 0) + (chunks.length > 1 ? 20 : 0)
            const end = at === chunks.length - 1 ? 40 : 0
            if (to - from > 1) expect(height + own + end).toBeLessThanOrEqual(newPage ? 400 : first)
          }
        },
      ),
    )
  })
})

describe('a heading', () => {
  const heading = { type: 'text', value: '一、货物', keepWithNext: true }
  const rows = (count: number) => Array.from({ length: count }, () => lines[0])
  const contents = (count: number, settings = {}) =>
    renderTemplate(
      template([heading, { type: 'table', source: 'items', columns: [{ field: 'product' }], ...settings }]),
      quoteData(rows(count)),
      printKit,
    ).content as unknown as readonly {
      readonly unbreakable?: boolean
      readonly leads?: boolean
      readonly stack?: unknown[]
      readonly dealable?: unknown
      readonly pagedTable?: unknown
    }[]

  it('stays with what it heads: a short table in one piece, the beginning of a long one, a paragraph', () => {
    expect(contents(3)).toMatchObject([{ unbreakable: true, stack: [{ text: '一、货物' }, { table: {} }] }])
    expect(contents(60)).toMatchObject([{ text: '一、货物', leads: true }, { pagedTable: {} }])
    expect(contents(3, { carried: true, columns: [{ field: 'amount', total: true }] })).toMatchObject([
      { leads: true },
      { pagedTable: {} },
    ])
    // A table alone is nobody's to deal out.
    const [alone] = renderTemplate(
      template([{ type: 'table', source: 'items', columns: [{ field: 'product' }] }]),
      quoteData(lines),
      printKit,
    ).content
    expect(alone).not.toHaveProperty('dealable')
    const last = renderTemplate(template([{ ...heading }]), quoteData([]), printKit).content
    expect(last).toMatchObject([{ text: '一、货物' }])
  })
})

describe('pages', () => {
  const sealed = { edgeSeal: { asset: 'seal1', size: 90 }, watermark: { asset: 'seal1' } }

  it('bear a slice each of the seal at their edge, which together are all of it', () => {
    const { header } = toDocDefinition(renderTemplate(template([], sealed), quoteData([]), printKit))
    const draw = header as (page: number, count: number) => { stack: { svg: string; width: number }[] } | null
    const slices = Array.from({ length: 3 }, (_, at) => draw(at + 1, 3)?.stack.at(-1))
    expect(slices.map((one) => /viewBox="([\d.]+) 0 30 90"/.exec(one?.svg ?? '')?.[1])).toEqual([
      '0',
      '30',
      '60',
    ])
    expect(draw(1, 1)).toBeNull()
    const long = Array.from({ length: 40 }, (_, at) => draw(at + 1, 40)?.stack.at(-1)?.width ?? 0)
    expect(Math.round(long.reduce((sum, one) => sum + one, 0))).toBe(3 * 90)
  })

  it('have other paper behind a section, which stands in the body alone', () => {
    const body = [
      { type: 'text', value: 'A' },
      { type: 'section', size: '241x140', bare: true },
      { type: 'text', value: 'B' },
    ]
    const pages = renderTemplate(
      template(body, { header: [{ type: 'text', value: '头' }] }),
      quoteData([]),
      printKit,
    )
    expect(pages.further).toMatchObject([{ content: [{ text: 'B' }], header: undefined }])
    expect(Math.round(pages.further?.[0]?.pageSize.width ?? 0)).toBe(683)
    const wrong = [
      { type: 'section', size: 'A9' },
      { type: 'columns', columns: [{ blocks: [{ type: 'section', size: 'A4' }] }] },
    ]
    const found = validateTemplate(template(wrong), { ...printKit, model: quoteModel })
    expect(found.map((one) => `${one.path} ${one.code}`)).toEqual([
      '/body/0/size PRINT_PAGE_SIZE',
      '/body/1/columns/0/blocks/0 PRINT_BLOCK_PLACE',
    ])
  })

  it('turn a seal about its middle', () => {
    const body = [
      { type: 'sign', id: 's' },
      { type: 'seal', asset: 'seal1', anchor: 's', dx: 10, dy: 0, size: 100, rotation: 90 },
    ]
    const [content] = renderTemplate(template(body), quoteData([]), printKit).content
    const seal = (content as unknown as { stack: { svg: string; relativePosition: { x: number } }[] })
      .stack[1]
    expect(seal?.svg).toContain('rotate(90 50 50)')
    expect(seal?.relativePosition.x).toBeCloseTo(10)
  })

  it('are dealt out only for tables that ask for it', () => {
    const plain = { type: 'table', source: 'items', columns: [{ field: 'amount', total: true }] }
    const of = (settings: object) =>
      pagedTableOf(
        renderTemplate(template([{ ...plain, ...settings }]), quoteData(lines), printKit).content[0],
      )
    expect(of({})).toBeUndefined()
    expect(of({ pageTotals: true })).toMatchObject({ pageTotal: '本页小计', carried: undefined })
    expect(of({ rowsPerPage: 8 })).toMatchObject({ rowsPerPage: 8 })
  })
})

describe('a sum that would be wrong', () => {
  const columns = [{ field: 'product' }, { field: 'amount', total: true }, { field: 'qty', running: true }]
  const codes = (settings: { readonly [key: string]: unknown }) =>
    validateTemplate(template([{ type: 'table', source: 'items', ...settings }]), {
      ...printKit,
      model: quoteModel,
    }).map(({ path, code }) => `${path} ${code}`)

  it('is refused where the column has no sum, or there is no such column', () => {
    expect(codes({ columns, totals: ['amount'], group: { by: 'category', subtotal: ['amount'] } })).toEqual(
      [],
    )
    expect(codes({ columns: [{ field: 'product', total: true }] })).toEqual([
      '/body/0/columns/0/field PRINT_SUM_TYPE',
    ])
    expect(codes({ columns: [{ expr: { var: 'product' }, key: 'p' }], totals: ['p'] })).toHaveLength(1)
    expect(codes({ columns, totals: ['amonut'], group: { by: 'category', subtotal: ['x'] } })).toEqual([
      '/body/0/totals/0 PRINT_COLUMN_UNKNOWN',
      '/body/0/group/subtotal/0 PRINT_COLUMN_UNKNOWN',
    ])
  })

  it('is a dash for who may not read all of it, on every page too', () => {
    const body = [
      { type: 'table', source: 'items', columns, pageTotals: true, carried: true, rowsPerPage: 2 },
    ]
    const data = { ...quoteData(lines), mayRead: (_: unknown, path: string) => path !== 'amount' }
    const [content] = renderTemplate(template(body), data, printKit).content
    const { sums, end } = pagedTableOf(content) as PagedTable
    expect(sums.map(({ format }) => format)).toEqual([{ words: '—' }])
    expect(shown(end.map(({ cells }) => cells) as never)).toEqual(['合计|—|'])
    const open = pagedTableOf(renderTemplate(template(body), quoteData(lines), printKit).content[0])
    expect(shown(open?.end.map(({ cells }) => cells) as never)).toEqual(['合计|¥6,007.14|'])
  })
})

describe('what a document says of itself', () => {
  const print = (body: Parameters<typeof template>[0], more: object, data: object) =>
    JSON.stringify(renderTemplate(template(body, more), { ...quoteData([]), ...data }, printKit).content)
  const verification = {
    code: 'ABCD-EFGH',
    url: 'https://example.cn/verify/ABCDEFGH',
    at: '2026-03-05 10:00',
  }

  it('is its code where it is kept: where the block stands, else at the end, and on no other print', () => {
    const text = [{ type: 'text', value: '正文' }]
    const on = { verification: true }
    expect(print(text, on, { verification })).toMatch(/正文.*ABCD-EFGH/)
    expect(print([{ type: 'verify' }, ...text], on, { verification })).toMatch(/ABCD-EFGH.*正文.{0,200}$/)
    expect(print(text, {}, { verification })).not.toContain('ABCD-EFGH')
    expect(print([{ type: 'verify' }, ...text], on, {})).not.toContain('verify')
  })

  it('is a chart by the numbers that its reader may see, or that there are none for him', () => {
    const body = [{ type: 'chart', report: 'sales', numbers: true, width: 300, height: 9_999 }]
    const report = {
      label: '销售',
      option: { series: [] },
      table: { head: [{ label: '月', number: false }], rows: [['三月']] },
      truncated: false,
      asOf: '2026-03-05',
    }
    const reports = { [reportKey({ report: 'sales', own: false, width: 300 })]: report }
    expect(print(body, {}, { reports })).toMatch(/"chart":\{"option".*"height":1200.*三月.*2026-03-05/)
    expect(print(body, {}, {})).toContain('无权查看')
  })

  it('is refused where blocks stand in each other without end', () => {
    const nest = (left: number): object =>
      left === 0 ? { type: 'text', value: 'x' } : { type: 'columns', columns: [{ blocks: [nest(left - 1)] }] }
    const deep = validateTemplate(template([nest(40)] as never), { ...printKit, model: quoteModel })
    expect(deep.map(({ code }) => code)).toContain('PRINT_TOO_DEEP')
  })
})

it('goes to a new page as a whole where it is to stay together and one page holds it', () => {
  const room = { head: 10, rows: [20, 20, 20], carried: 0, pageTotal: 0, end: 10, empty: 0, page: 100 }
  const made = (first: number, together: boolean) =>
    chunksByHeight({ rows: [{}, {}, {}], rowsPerPage: 0, together } as unknown as PagedTable, {
      ...room,
      first,
    }).map(({ from, to, newPage }) => [from, to, newPage])
  expect(made(60, true)).toEqual([[0, 3, true]])
  expect(made(60, false)).toHaveLength(2)
  expect(made(90, true)).toEqual([[0, 3, false]])
})

describe('what a table asks for on each page', () => {
  const columns = [{ field: 'product' }, { field: 'amount', total: true }]
  const table = { type: 'table', source: 'items', columns, pageTotals: true, carried: true }
  const problems = (body: Parameters<typeof template>[0]) =>
    pagedProblems(template(body), printKit).map(({ path, code }) => `${path} ${code}`)

  it('is told where it has no effect: in a box on one page, and where nothing is added up', () => {
    expect(problems([table])).toEqual([])
    const inColumns = { type: 'columns', columns: [{ blocks: [{ ...table, rowsPerPage: 5 }] }] }
    expect(problems([inColumns])).toEqual([])
    expect(problems([{ type: 'box', pages: 'every', blocks: [inColumns] }])).toEqual([])
    expect(problems([{ type: 'box', blocks: [inColumns] }])).toEqual([
      '/body/0/blocks/0/columns/0/blocks/0/pageTotals PRINT_PAGED_PLACE',
      '/body/0/blocks/0/columns/0/blocks/0/carried PRINT_PAGED_PLACE',
      '/body/0/blocks/0/columns/0/blocks/0/rowsPerPage PRINT_PAGED_PLACE',
    ])
    expect(problems([{ ...table, carried: false, columns: [{ field: 'amount' }] }])).toEqual([
      '/body/0/pageTotals PRINT_PAGED_IDLE',
    ])
    expect(problems([{ ...table, columns: [{ field: 'amount' }], totals: ['amount'] }])).toEqual([])
    const [first] = pagedProblems(template([{ type: 'box', blocks: [table] }]), printKit)
    expect(first?.message.zh).toContain('“明细表”在只印第一页的固定位置框里，“每页小计”不会生效')
  })

  it('holds for a table that is kept together or has a seal over it, too', () => {
    const body = [
      { ...table, id: 't', keepTogether: true },
      { type: 'seal', asset: 'seal1', anchor: 't' },
    ]
    const [content] = renderTemplate(template(body), quoteData(lines), printKit).content
    expect(pagedTableOf(content)).toMatchObject({ together: true, pageTotal: expect.any(String) })
    expect(overTable(content)).toHaveLength(1)
  })
})
