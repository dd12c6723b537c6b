import { builtinKit } from '@mortise/kit'
import { language } from '@mortise/expressions'
import { joinedPages, type PageDefinition, renderTemplate } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfText } from './pdf-text.ts'
import { pngOf } from './png.ts'
import { crmQuote as quote, crmQuoteTemplate as template } from '../testing/crm-quote.ts'
import { closePdf, renderLayout, renderPdf } from './render-pdf.ts'

const kit = { blocks: builtinKit.blocks, fields: builtinKit.fields, language }
afterAll(closePdf)

const fen = (yuan: string): number => Math.round(Number(yuan.replaceAll(/[¥,]/g, '')) * 100)

/** What stands behind a label on a page. */
const amountsBehind = (page: string, label: string): readonly number[] =>
  [...page.matchAll(new RegExp(`${label}(¥[\\d,.]+)`, 'g'))].map(([, shown = '']) => fen(shown))

describe('a quote of 200 lines', () => {
  let pages: readonly string[]
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = await renderPdf(renderTemplate(template, quote(200), kit))
    pages = pdfText(bytes)
  }, 60_000)

  it('has every line once, in order, with its head and the company on each page', () => {
    const named = [...pages.join('\n').matchAll(/榫卯会议桌 (\d+)/g)].map(([, number]) => Number(number))
    expect(named).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    expect(pages.length).toBeGreaterThan(4)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('杭州榫卯家具有限公司')
      expect(page).toContain(`第 ${index + 1} 页 共 ${pages.length} 页`)
      if (page.includes('会议桌')) expect(page).toContain('标准价')
    }
  })

  it('has sums on each page that add up: each carries forward all before, and together they are the total', () => {
    const tables = pages.filter((page) => page.includes('会议桌'))
    let sum = 0
    for (const [index, page] of tables.entries()) {
      const amounts = [...page.matchAll(/20%(¥[\d,.]+)$/gm)].map(([, shown = '']) => fen(shown))
      const own = amounts.reduce((all, one) => all + one, 0)
      expect(amountsBehind(page, '承前页')).toEqual(index === 0 ? [] : [sum])
      expect(amountsBehind(page, '本页小计')).toEqual([own])
      sum += own
    }
    expect(amountsBehind(pages.join('\n'), '合计')).toContain(sum)
    expect(tables.length).toBeGreaterThan(4)
  })

  it('keeps the signatures whole, on one page', () => {
    const signed = pages.filter((page) => page.includes('签章') || page.includes('签字：'))
    expect(signed).toHaveLength(1)
    expect(signed[0]?.match(/签字：/g)).toHaveLength(2)
    expect(signed[0]?.match(/日期：/g)).toHaveLength(2)
  })

  it('is the same bytes again', async () => {
    const again = await renderPdf(renderTemplate(template, quote(200), kit))
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
  })
})

it('has no sums of pages where one page is enough', async () => {
  const text = pdfText(await renderPdf(renderTemplate(template, quote(5), kit))).join('\n')
  expect(text).not.toContain('本页小计')
  expect(text).not.toContain('承前页')
})

it('prints several in one go, each with its own numbers of pages', async () => {
  const all = [quote(25, 'BJ-1'), quote(3, 'BJ-2'), quote(25, 'BJ-3')]
  const joined = joinedPages(all.map((one) => renderTemplate(template, one, kit)))
  const pages = pdfText(await renderPdf(joined as NonNullable<typeof joined>))
  const numbers = pages.map((page) => /第 \d+ 页 共 \d+ 页/.exec(page)?.[0])
  const alone = (await Promise.all(all.map((one) => renderPdf(renderTemplate(template, one, kit))))).map(
    (one) => pdfText(one).length,
  )
  expect(numbers).toEqual(
    alone.flatMap((count) => Array.from({ length: count }, (_, at) => `第 ${at + 1} 页 共 ${count} 页`)),
  )
  expect(pages.map((page) => /报价编号 (\S+)/.exec(page)?.[1])).toEqual(
    alone.flatMap((count, at) => Array.from({ length: count }, () => `BJ-${at + 1}`)),
  )
})

it('never leaves out what is to stay together but is longer than a page', async () => {
  const long = Array.from({ length: 120 }, (_, at) => `条款第 ${at + 1} 条`).join('\n')
  const body = [{ type: 'text', value: long, keepTogether: true }]
  const pages = pdfText(await renderPdf(renderTemplate({ ...template, body }, quote(1), kit)))
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.join('\n')).toContain('条款第 120 条')
  // Free room counts as well as words do.
  const chain = [
    { type: 'text', value: '标题', keepWithNext: true },
    { type: 'spacer', height: 900, keepWithNext: true },
    { type: 'text', value: '结尾' },
  ]
  const far = pdfText(await renderPdf(renderTemplate({ ...template, body: chain }, quote(1), kit)))
  expect(far.join('\n')).toMatch(/标题[^]*结尾/)
})

it('takes other paper from a section on, and fills forms up to their number of rows', async () => {
  const table = template.body.find(({ type }) => type === 'table') ?? { type: 'table' }
  const body = [
    { type: 'text', value: '正文' },
    { type: 'section', size: '241x140', bare: true },
    { ...table, rowsPerPage: 6 },
    { type: 'section', size: 'A4', orientation: 'landscape', visible: { '==': [{ var: 'state' }, 'draft'] } },
    { type: 'text', value: '不出现' },
  ]
  const bytes = await renderPdf(renderTemplate({ ...template, body }, quote(10), kit))
  const pages = pdfText(bytes)
  const boxes = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g),
  ]
  expect(boxes.map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))])).toEqual([
    [595, 842],
    [683, 397],
    [683, 397],
  ])
  expect(pages[1]).toContain('本页小计')
  expect(pages[1]).not.toContain('页 共')
  expect(pages.join('')).not.toContain('不出现')
})

it('has sums of each page under a seal as well, and the seal stays with the end', async () => {
  const table = template.body.find(({ type }) => type === 'table') ?? { type: 'table' }
  const body = [
    { ...table, id: 'lines', rowsPerPage: 6, keepTogether: true },
    { type: 'seal', asset: 'seal', anchor: 'lines' },
  ]
  const pixel =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
  const data = { ...quote(10), assets: { seal: pixel } }
  const { pages } = await renderLayout(renderTemplate({ ...template, body, header: [] }, data, kit))
  const words = pages.map(({ drawings }) =>
    drawings.map((one) => (one.kind === 'text' ? one.text : '')).join(' '),
  )
  expect(words.map((one) => one.includes('本页小计'))).toEqual([true, true])
  const seals = pages.map(
    ({ drawings }) => drawings.filter((one) => one.kind === 'picture' && one.width > 30).length,
  )
  expect(seals).toEqual([0, 1])
})

describe('rows dealt out to pages inside of other blocks', () => {
  const columns = [
    { index: true, label: '序号', width: 26 },
    { field: 'spec' },
    { field: 'amount', label: '金额', width: 70, align: 'right', total: true },
  ]
  const table = { type: 'table', source: 'lines', columns, pageTotals: true, carried: true }
  const inside = (body: PrintDocument['body']): PageDefinition =>
    renderTemplate(
      { ...template, header: [], footer: [], edgeSeal: undefined, body } as never,
      quote(60),
      kit,
    )

  /** What each page says: the amounts of its rows, and its sums. */
  const told = async (pages: PageDefinition) =>
    pdfText(await renderPdf(pages)).map((page) => ({
      rows: [...page.matchAll(/1200×800(¥[\d,.]+)/g)].map(([, shown = '']) => fen(shown)),
      carried: amountsBehind(page, '承前页'),
      own: amountsBehind(page, '本页小计'),
      words: page,
    }))
  const sum = (rows: readonly number[]): number => rows.reduce((all, one) => all + one, 0)

  it.each([
    [
      'in columns',
      [
        {
          type: 'columns',
          columns: [
            { blocks: [{ type: 'text', value: '左栏' }, table] },
            { width: 120, blocks: [{ type: 'text', value: '右栏\n'.repeat(70) }] },
          ],
        },
      ],
    ],
    [
      'in columns in columns that are to stay together',
      [
        { type: 'spacer', height: 400 },
        {
          type: 'columns',
          keepTogether: true,
          columns: [{ blocks: [{ type: 'columns', columns: [{ blocks: [table] }] }] }],
        },
      ],
    ],
    [
      'in a box on every page, which takes as many pages as there are rows for',
      [
        { type: 'text', value: '一页' },
        {
          type: 'box',
          pages: 'every',
          x: 20,
          y: 40,
          width: 150,
          height: 150,
          blocks: [{ type: 'text', value: '框内' }, table],
        },
      ],
    ],
  ] as const)('have sums that add up on every page: %s', async (_, body) => {
    const pages = await told(inside(body as never))
    expect(pages.length).toBeGreaterThan(2)
    let before = 0
    for (const [at, { rows, carried, own }] of pages.entries()) {
      expect(rows.length).toBeGreaterThan(0)
      expect(carried).toEqual(at === 0 ? [] : [before])
      expect(own).toEqual([sum(rows)])
      before += sum(rows)
    }
    expect(pages.reduce((all, { rows }) => all + rows.length, 0)).toBe(60)
    expect(amountsBehind(pages.at(-1)?.words ?? '', '合计')).toEqual([before])
  })

  it('go over their pages side by side, each by itself', async () => {
    const body = [
      {
        type: 'columns',
        columns: [{ blocks: [table] }, { blocks: [{ ...table, rowsPerPage: 12, carried: false }] }],
      },
    ]
    const pages = await told(inside(body))
    expect(pages).toHaveLength(5)
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(120)
    for (const { own, rows } of pages) expect(sum(own)).toBe(sum(rows))
  })
})

it('has a picture in its file once, however often it stands there, and shows it on the canvas', async () => {
  const shapes = [
    [40, 10],
    [10, 40],
  ].map(([width = 1, height = 1]) => {
    const bytes = new Uint8Array(width * height * 4).fill(120)
    return `data:image/png;base64,${Buffer.from(pngOf({ width, height, bytes })).toString('base64')}`
  })
  const [wide = '', high = ''] = shapes
  const body = [
    { type: 'image', asset: 'seal' },
    { type: 'spacer', newPage: true },
    { type: 'image', asset: 'seal' },
  ]
  const made = {
    ...template,
    header: [{ type: 'image', asset: 'seal', height: 20 }],
    edgeSeal: undefined,
    body,
  }
  const pages = (seal: string) => renderTemplate(made as never, { ...quote(1), assets: { seal } }, kit)
  expect(
    Buffer.from(await renderPdf(pages(wide)))
      .toString('latin1')
      .match(/\/Subtype \/Image/g),
  ).toHaveLength(1)
  // One document is not measured by the pictures of the one before.
  for (const [picture, width, height] of [
    [wide, 120, 30],
    [high, 15, 60],
  ] as const) {
    const { pages: laid, pictures } = await renderLayout(pages(picture))
    expect(pictures).toEqual([picture])
    const [own] = (laid[0]?.drawings ?? []).filter((one) => one.kind === 'picture')
    expect(own).toMatchObject({
      width: expect.closeTo((width * 25.4) / 72, 1),
      height: expect.closeTo((height * 25.4) / 72, 1),
    })
  }
})
