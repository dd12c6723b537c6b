import { EventEmitter } from 'node:events'
import { inflateSync } from 'node:zlib'
import type { PageDefinition } from '@mortise/prints'
import { printFont } from '@mortise/prints'
import { afterAll, describe, expect, it } from 'vitest'
import { pdfText } from './pdf-text.ts'
import { chartSvg } from './charts.ts'
import { type DrawingThread, PdfPool } from './pool.ts'
import { closePdf, renderPdf, renderPicture } from './render-pdf.ts'

afterAll(closePdf)

function quote(lines: number): PageDefinition {
  const head = ['序号', '产品', '金额'].map((text) => ({ text, bold: true }))
  const rows = Array.from({ length: lines }, (_, index) => [
    { text: String(index + 1) },
    { text: `榫卯会议桌 ${index + 1} 型` },
    { text: '1,234.50', alignment: 'right' as const },
  ])
  return {
    title: '报价单',
    createdAt: '2026-03-05T02:00:00.000Z',
    fileName: '报价单',
    pageSize: { width: 595.28, height: 841.89 },
    pageMargins: [40, 72, 40, 56],
    defaultStyle: { font: printFont, fontSize: 10 },
    header: { stack: [{ text: '杭州榫卯家具有限公司 报价单' }], margin: [40, 24, 40, 0] },
    footer: { stack: [{ text: '第{n}页 共{m}页', pageText: true } as never], margin: [40, 12, 40, 0] },
    content: [
      {
        table: { headerRows: 1, dontBreakRows: true, widths: [40, '*', 80], body: [head, ...rows] },
        layout: 'mortiseGrid',
      },
      { text: '合计（大写）：柒万肆仟零柒拾元整', bold: true },
      { qr: 'https://example.cn/verify/报价', fit: 72 },
    ],
    watermark: { text: '草稿', font: printFont, opacity: 0.2 },
  }
}

describe('a quote of 60 lines', () => {
  it('has its words, its head and its page number on every page', async () => {
    const pages = pdfText(await renderPdf(quote(60)))
    expect(pages.length).toBeGreaterThanOrEqual(2)
    for (const [index, text] of pages.entries()) {
      expect(text).toContain('杭州榫卯家具有限公司')
      expect(text).toContain(`第${index + 1}页 共${pages.length}页`)
      if (text.includes('会议桌')) expect(text).toContain('产品')
    }
    const all = pages.join('\n')
    for (const number of [1, 37, 60]) expect(all).toContain(`榫卯会议桌 ${number} 型`)
    expect(all).toContain('柒万肆仟零柒拾元整')
  })

  it('is the same bytes each time', async () => {
    const [first, second] = await Promise.all([renderPdf(quote(3)), renderPdf(quote(3))])
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })
})

describe('a header and a footer higher than the margins they stand in', () => {
  const tall = (name: string, lines: number) => ({
    stack: Array.from({ length: lines }, (_, at) => ({ text: `${name} ${at + 1} 行` })),
    margin: [40, 24, 40, 0] as [number, number, number, number],
  })

  it('are drawn whole on every page, and push the content in', async () => {
    const [short, long] = await Promise.all(
      [quote(40), { ...quote(40), header: tall('页眉', 12), footer: tall('页脚', 9) }].map(async (pages) =>
        pdfText(await renderPdf(pages)),
      ),
    )
    for (const page of long ?? []) {
      for (const line of ['页眉 1 行', '页眉 12 行', '页脚 1 行', '页脚 9 行']) expect(page).toContain(line)
    }
    expect(long?.length).toBeGreaterThan(short?.length ?? 0)
    const all = long?.join('\n') ?? ''
    for (const number of [1, 20, 40]) expect(all).toContain(`榫卯会议桌 ${number} 型`)
  })

  it('change nothing where they fit', async () => {
    const pages = pdfText(await renderPdf(quote(60)))
    const alone = pdfText(await renderPdf({ ...quote(60), header: undefined, footer: undefined }))
    expect(pages.length).toBe(alone.length)
  })

  it('are told of when they take all the paper', async () => {
    await expect(renderPdf({ ...quote(1), header: tall('页眉', 60) })).rejects.toMatchObject({
      code: 'PDF_NO_ROOM',
      text: { zh: expect.stringContaining('移到正文') },
    })
  })
})

describe('ways out', () => {
  it.each(['https://example.com/logo.png', '/etc/passwd', 'file:///etc/passwd'])(
    'never opens %s',
    async (image) => {
      const pages = { ...quote(1), content: [{ image, width: 10 }] }
      await expect(renderPdf(pages)).rejects.toMatchObject({ code: 'PDF_FAILED' })
    },
  )

  it('goes on drawing after a failure', async () => {
    await expect(renderPdf({ ...quote(1), content: [{ image: 'nope', width: 10 }] })).rejects.toThrow(
      'PDF_FAILED',
    )
    expect(pdfText(await renderPdf(quote(1))).join('')).toContain('会议桌')
  })
})

describe('a chart on paper', () => {
  it('is drawn by the numbers, its names in letters that can be seen and found', async () => {
    const option = {
      xAxis: { type: 'category', data: ['展会', '老客户转介绍'] },
      yAxis: { type: 'value' },
      series: [
        { type: 'bar', data: [12, 7], label: { show: true, textBorderColor: '#fff', textBorderWidth: 3 } },
      ],
    }
    const chart = { option, width: 300, height: 160 }
    expect(await chartSvg(chart)).not.toMatch(/<text[^>]*stroke/)
    const content = [{ columns: [{ width: 300, stack: [{ chart } as never] }] }]
    const [page = ''] = pdfText(await renderPdf({ ...quote(1), content }))
    for (const word of ['展会', '老客户转介绍', '12']) expect(page).toContain(word)
  })
})

/** The points of a PNG of ours: rows of red, green and blue. */
function points(png: Uint8Array): { readonly width: number; readonly rows: readonly Uint8Array[] } {
  const bytes = Buffer.from(png)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const at = bytes.indexOf('IDAT')
  const flat = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))
  const rows: Uint8Array[] = []
  for (let y = 0; y < height; y += 1) {
    const from = y * (width * 3 + 1)
    const [kind, own, above] = [flat[from], flat.subarray(from + 1, from + 1 + width * 3), rows.at(-1)]
    const row = new Uint8Array(width * 3)
    for (const [x, left] of own.entries())
      row[x] = left + (kind === 2 ? (above?.[x] ?? 0) : x < 3 ? 0 : (row[x - 3] ?? 0))
    rows.push(row)
  }
  return { width, rows }
}

describe('a page as a picture', () => {
  const page = { ...quote(1), header: undefined, footer: undefined, watermark: undefined }
  const sheet = { ...page, pageSize: { width: 200, height: 400 }, pageMargins: [20, 20, 20, 20] as const }
  const dark = { canvas: [{ type: 'rect' as const, x: 0, y: 0, w: 160, h: 50, color: '#102030' }] }

  it('is as high as what is on it, and shows it in its colours where it stands', async () => {
    const { png, cut } = await renderPicture({ ...sheet, content: [dark] })
    const { width, rows } = points(png)
    expect([width, cut]).toEqual([400, false])
    // Two points to one of the paper: margins of 20, a box of 50, and a hair.
    expect(rows.length).toBeGreaterThanOrEqual(180)
    expect(rows.length).toBeLessThanOrEqual(190)
    const at = (x: number, y: number) => [...(rows[y]?.subarray(x * 3, x * 3 + 3) ?? [])]
    expect([at(200, 90), at(10, 90), at(200, 10)]).toEqual([
      [16, 32, 48],
      [255, 255, 255],
      [255, 255, 255],
    ])
  })

  it('is cut off where there is more than it may show, and says so', async () => {
    const { png, cut } = await renderPicture({ ...sheet, content: Array.from({ length: 12 }, () => dark) })
    expect([Buffer.from(png).readUInt32BE(20), cut]).toEqual([784, true])
  })
})

/** A thread that draws what it is given at once, or never where `stuck` says so, or breaks. */
function thread(
  fate: (pages: PageDefinition) => 'drawn' | 'stuck' | 'broken',
  ended: string[],
): DrawingThread {
  const heard = new EventEmitter()
  const self = {
    on: (name: string, hear: (given: unknown) => void) => heard.on(name, hear),
    ref: () => undefined,
    unref: () => undefined,
    postMessage: ({ of: pages }: { readonly of: PageDefinition }) => {
      heard.emit('message', { begun: true })
      const end = fate(pages)
      if (end === 'drawn') setImmediate(() => heard.emit('message', { made: new Uint8Array([1]) }))
      if (end === 'broken') setImmediate(() => heard.emit('error', { code: 'ERR_WORKER_OUT_OF_MEMORY' }))
    },
    terminate: () => Promise.resolve(ended.push('ended')),
  }
  return self as unknown as DrawingThread
}

describe('a document that asks for more than there is', () => {
  it('is ended in its time or where memory ends, alone: the next ones are drawn; too many are turned away', async () => {
    const ended: string[] = []
    const fate = ({ title }: PageDefinition) => title as 'drawn' | 'stuck' | 'broken'
    const limits = { threads: 1, time: 20, memory: 512, waiting: 3 }
    const pool = new PdfPool(limits, () => thread(fate, ended))
    const asked = ['stuck', 'drawn', 'broken', 'drawn', 'drawn'].map((title) =>
      pool.render({ ...quote(1), title }, 'pdf'),
    )
    const ends = await Promise.allSettled(asked)
    expect(ends.map((one) => (one.status === 'fulfilled' ? 'drawn' : one.reason.code))).toEqual([
      'PDF_TOO_LARGE',
      'drawn',
      'PDF_TOO_LARGE',
      'drawn',
      'PDF_BUSY',
    ])
    expect(ended).toEqual(['ended'])
    const left = pool.render({ ...quote(1), title: 'stuck' }, 'pdf')
    await pool.close()
    await expect(left).rejects.toMatchObject({ code: 'PDF_FAILED' })
  })
})
