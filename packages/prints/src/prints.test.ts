import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinBlocks } from './blocks/index.ts'
import { code128Bars, code128Symbols } from './blocks/barcode/code128.ts'
import { code39Bars } from './blocks/barcode/code39.ts'
import { ean13Bars } from './blocks/barcode/ean13.ts'
import { formatPattern } from './format/pattern.ts'
import {
  leavesRoom,
  type PageDefinition,
  renderTemplate,
  templateReads,
  toDocDefinition,
  validateTemplate,
  withHeadRoom,
} from './index.ts'
import { printKit, quoteData, quoteModel, template } from './testing/quote.ts'

/** Every text of content, in reading order. */
function texts(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(texts)
  if (typeof node !== 'object' || node === null) return []
  const { text, ...rest } = node as { readonly [key: string]: unknown }
  const own = typeof text === 'string' ? [text] : texts(text)
  return [...own, ...Object.values(rest).flatMap(texts)]
}

function printed(body: Parameters<typeof template>[0], data = quoteData([])): string {
  return texts(renderTemplate(template(body), data, printKit).content).join('|')
}

const zh = { locale: 'zh', timeZone: 'Asia/Shanghai' } as const

describe('patterns', () => {
  it.each([
    ['1234567.895', '#,##0.00', '1,234,567.90'],
    ['-0.005', '#,##0.00', '-0.01'],
    ['-0.004', '0.00', '0.00'],
    [0.1, '0.0%', '10.0%'],
    ['0.15', '0%', '15%'],
    ['1234.5', '¥#,##0.##', '¥1,234.5'],
    ['-1234.5', '¥#,##0.00', '-¥1,234.50'],
    ['12345678901234567890.12', '#,##0.00', '12,345,678,901,234,567,890.12'],
    [7, '000', '007'],
    [0, '#,##0', '0'],
    ['2026-03-05', 'yyyy年M月d日', '2026年3月5日'],
    ['2026-03-05T17:30:00.000Z', 'yyyy-MM-dd HH:mm', '2026-03-06 01:30'],
    ['不是数', '#,##0.00', '不是数'],
    [null, '#,##0.00', ''],
  ])('%s by %s is %s', (value, pattern, shown) => {
    expect(formatPattern(value, pattern, zh)).toBe(shown)
  })

  it('never loses a fen, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (fen) => {
        const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
        const exact = `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
        expect(formatPattern(exact, '#,##0.00', zh).replaceAll(',', '')).toBe(exact)
      }),
    )
  })
})

describe('Code 128', () => {
  it('has the symbols of the standard, digits packed in pairs', () => {
    // Start B, P J J 1 2 3 C, checksum, stop.
    expect(code128Symbols('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106])
    expect(code128Symbols('20260305')).toEqual([105, 20, 26, 3, 5, 0, 106])
  })

  it('is 11 modules a symbol and 2 more at the end, bars apart from each other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,40}$/), (text) => {
        const symbols = code128Symbols(text) ?? []
        const code = code128Bars(text)
        expect(code?.modules).toBe(symbols.length * 11 + 2)
        const ends = code?.bars.map((bar) => bar.at + bar.width) ?? []
        expect(code?.bars.slice(1).every((bar, index) => bar.at > (ends[index] ?? 0))).toBe(true)
      }),
    )
    expect(code128Symbols('报价')).toBeUndefined()
  })
})

describe('other bar codes', () => {
  it('EAN-13 has 95 modules, guards, and a check digit that must be right', () => {
    const code = ean13Bars('690123456789')
    expect(code?.modules).toBe(95)
    expect(ean13Bars('6901234567892')).toEqual(code)
    expect(ean13Bars('6901234567893')).toBeUndefined()
    expect(ean13Bars('69012345')).toBeUndefined()
    const dark = new Set(
      code?.bars.flatMap(({ at, width }) => Array.from({ length: width }, (_, i) => at + i)),
    )
    const read = Array.from({ length: 95 }, (_, at) => (dark.has(at) ? '1' : '0')).join('')
    // First digit 6: sets A B B B A A for 9 0 1 2 3 4.
    expect(read.slice(0, 45)).toBe(
      `101${'0001011'}${'0100111'}${'0110011'}${'0011011'}${'0111101'}${'0100011'}`,
    )
    expect(read.slice(45, 50)).toBe('01010')
    expect(read.slice(50, 57)).toBe('1001110')
    expect(read.slice(-10)).toBe('1101100101')
  })

  it('Code 39 is 16 modules a letter, with a star at both ends', () => {
    const code = code39Bars('ab-1')
    expect(code?.modules).toBe(6 * 16 - 1)
    expect(code?.bars).toHaveLength(6 * 5)
    expect(code39Bars('报价')).toBeUndefined()
    expect(code39Bars('A*B')).toBeUndefined()
  })

  it('what a kind does not carry is written as it is', () => {
    expect(printed([{ type: 'barcode', kind: 'ean13', expr: { var: 'no' } }])).toBe('BJ-202603-0001')
  })
})

describe('a quote', () => {
  const lines = [
    ['桌', '家具', '5000'],
    ['椅', '家具', '1000.04'],
    ['灯', '灯具', '7.1'],
  ] as const

  it('fills texts with values as people write them', () => {
    const body = [
      {
        type: 'text',
        value:
          '{{company.name}} 致 {{customer.name}}：{{no}}，{{date | yyyy年M月d日}}，{{total}}，备注{{note}}。',
      },
    ]
    expect(printed(body)).toBe(
      '杭州榫卯家具有限公司 致 甲公司：BJ-202603-0001，2026年3月5日，¥6,007.14，备注。',
    )
  })

  it('has a table with repeated head, groups, sums and filler rows', () => {
    const body = [
      {
        type: 'table',
        source: 'items',
        minRows: 8,
        group: { by: 'category', subtotal: ['amount'] },
        columns: [
          { label: '序号', index: true, width: 30 },
          { field: 'product' },
          { field: 'amount', align: 'right', total: true },
          { label: '含税', expr: { '*': [{ var: 'amount' }, 1.13] }, format: '#,##0.00' },
        ],
      },
    ]
    const [table] = renderTemplate(template(body), quoteData(lines), printKit).content
    const rows = (table as unknown as { table: { headerRows: number; body: unknown[][] } }).table
    expect(rows.headerRows).toBe(1)
    expect(rows.body.every((row) => row.length === 4)).toBe(true)
    expect(texts(rows.body[0])).toEqual(['序号', '产品', '金额', '含税'])
    expect(texts(rows.body[1])).toEqual(['1', '桌', '¥5,000.00', '5,650.00'])
    expect(texts(rows.body[3])).toEqual(['家具 小计', '¥6,000.04', ''])
    expect(texts(rows.body.at(-1))).toEqual(['合计', '¥6,007.14', ''])
    // Head, 3 lines and 2 subtotals, 3 to fill up to 8, and the total.
    expect(rows.body).toHaveLength(10)
  })

  it('takes a table as a property panel writes it', () => {
    const group = [{ by: 'category', subtotal: [{ column: 'amount' }] }]
    const columns = [
      { field: 'product', width: '120' },
      { field: 'amount', width: '30%' },
      { field: 'qty', width: '<b>' },
    ]
    const body = [{ type: 'table', source: 'items', group, columns, totals: [{ column: 'amount' }] }]
    const [table] = renderTemplate(template(body), quoteData(lines), printKit).content
    expect(table).toMatchObject({ table: { widths: [120, '30%', '*'] } })
    expect(texts(table)).toEqual(expect.arrayContaining(['灯具 小计', '¥7.10', '合计', '¥6,007.14']))
  })

  it('leaves empty values and hidden blocks without a trace', () => {
    const hidden = { '==': [{ var: 'state' }, 'approved'] }
    expect(printed([{ type: 'text', value: '正本', visible: hidden }])).toBe('')
    expect(printed([{ type: 'fields', items: ['note'] }])).toBe('备注：|||')
    expect(
      printed([{ type: 'text', value: '正本', visible: hidden }], quoteData([], { state: 'approved' })),
    ).toBe('正本')
  })

  it('shows the amount in capitals, the approvals and the signatures', () => {
    expect(printed([{ type: 'total_words', expr: { var: 'total' } }])).toBe(
      '合计（大写）：陆仟零柒元壹角肆分',
    )
    expect(printed([{ type: 'approval_trail' }])).toContain('经理审批|李雷|同意||2026-03-05 09:30')
    expect(printed([{ type: 'sign', parties: ['{{customer.name}}', '乙方'] }])).toContain('甲公司|签字')
  })

  describe('names written by hand in approvals', () => {
    const decided = (values: object) => ({
      entity: 'approval',
      values: {
        ...quoteData([]).sources?.['approvals']?.[0]?.values,
        steps: ['manager', '经理审批', 'Manager'],
        turn: 'r manager 1',
        approved: true,
        ...values,
      },
    })
    const data = {
      ...quoteData([]),
      sources: {
        approvals: [
          decided({ signature: 'seal1' }),
          decided({ assignee: '韩梅梅', signature: 'unseen', turn: 'r manager 2' }),
          decided({ node: '财务', steps: ['fin', '财务'], assignee: '王五', turn: 'r fin 1' }),
        ],
      },
    }
    const contentOf = (block: object, given = data): string =>
      JSON.stringify(renderTemplate(template([block as never]), given, printKit).content)

    it('have a column of their own, with the name where the reader has no picture', () => {
      const trail = contentOf({ type: 'approval_trail' })
      expect(trail.match(/data:image\/png/g)).toHaveLength(1)
      expect(trail).toContain('签名')
      expect(trail.match(/韩梅梅/g)).toHaveLength(2)
      expect(contentOf({ type: 'approval_trail' }, { ...quoteData([]) } as never)).not.toContain('签名')
      const without = contentOf({ type: 'approval_trail', signatures: false })
      expect([without.includes('data:image'), without.includes('签名')]).toEqual([false, false])
    })

    it('stand in the room to sign, of the last time that the step was passed', () => {
      const sign = (step: string) => contentOf({ type: 'sign', parties: [{ label: '部门经理', step }] })
      expect(sign('经理审批')).toContain('韩梅梅')
      expect(sign('Manager')).not.toContain('李雷')
      expect(sign('fin')).toContain('2026年3月5日')
      expect(sign('法务')).toContain('____')
      const [first] = data.sources.approvals
      const once = { ...data, sources: { approvals: first === undefined ? [] : [first] } }
      const party = { type: 'sign', parties: [{ step: 'manager' }] }
      expect(contentOf(party, once)).toContain('data:image/png')
    })
  })

  it('print where a field of the record holds them, and as its file where the picture is not there', () => {
    const ink = (quoteData([]).assets ?? {})['seal1'] ?? ''
    const held = quoteData([], { signed: [{ id: 'f1', name: '签名.png', size: 9, type: 'image/png' }] })
    const body = [
      { type: 'fields', items: ['signed'] },
      { type: 'sign', parties: [{ label: '客户', field: 'signed' }] },
    ]
    const made = (assets: object): string =>
      JSON.stringify(renderTemplate(template(body), { ...held, assets: { ...assets } }, printKit).content)
    expect(made({ 'signature:f1': ink }).match(/data:image/g)).toHaveLength(2)
    expect(made({ f1: ink })).toContain('签名.png')
    expect(made({})).toContain('____')
  })

  it('stamps the seal over its anchor and keeps both together', () => {
    const body = [
      { type: 'seal', asset: 'seal1', anchor: 's', dx: 10, dy: -5, size: 100 },
      { type: 'sign', id: 's' },
    ]
    const { content } = renderTemplate(template(body), quoteData([]), printKit)
    expect(content).toHaveLength(1)
    expect(content[0]).toMatchObject({
      unbreakable: true,
      stack: [{}, { relativePosition: { x: 10, y: -105 } }],
    })
  })

  it('takes no picture but its own data', () => {
    const body = [
      { type: 'image', asset: 'web' },
      { type: 'image', asset: '/etc/passwd' },
      { type: 'image', asset: 'constructor' },
    ]
    expect(renderTemplate(template(body), quoteData([]), printKit).content).toEqual([])
  })

  it('is plain data that comes out the same each time', () => {
    const body = [
      {
        type: 'columns',
        columns: [
          { blocks: [{ type: 'barcode', expr: { var: 'no' } }] },
          { blocks: [{ type: 'qr', expr: { var: 'no' } }] },
        ],
      },
    ]
    const more = { watermark: { text: '草稿' }, fileName: '报价/{{no}}', footer: [{ type: 'page_number' }] }
    const make = (): unknown => renderTemplate(template(body, more), quoteData(lines), printKit)
    expect(JSON.parse(JSON.stringify(make()))).toEqual(JSON.parse(JSON.stringify(make())))
    expect(make()).toMatchObject({ fileName: '报价-BJ-202603-0001', watermark: { text: '草稿' } })
    expect(() => structuredClone(make())).not.toThrow()
  })

  it('numbers its pages while they are laid out', () => {
    const pages = renderTemplate(template([], { footer: [{ type: 'page_number' }] }), quoteData([]), printKit)
    const { footer } = toDocDefinition(pages)
    const drawn =
      typeof footer === 'function'
        ? footer(2, 3, { width: 1, height: 1, orientation: 'portrait' } as never)
        : null
    expect(texts(drawn)).toEqual(['第2页 共3页'])
  })

  it('says what it will read', () => {
    const body = [
      { type: 'text', value: '{{customer.name}} {{company.name}}' },
      {
        type: 'table',
        source: 'items',
        columns: [{ expr: { '*': [{ var: 'qty' }, 2] } }, { field: 'amount' }],
      },
      { type: 'approval_trail', visible: { '==': [{ var: 'state' }, 'approved'] } },
    ]
    expect(templateReads(template(body), quoteModel, printKit)).toEqual({
      paths: ['customer.name', 'state'],
      rows: { items: ['amount', 'qty'] },
      reports: [],
      assets: [],
      sources: ['approvals'],
      signed: true,
    })
  })
})

describe('publishing', () => {
  const check = (body: Parameters<typeof template>[0], more = {}): readonly string[] =>
    validateTemplate(template(body, more), { ...printKit, model: quoteModel }).map(
      (one) => `${one.path} ${one.code}`,
    )

  it('passes a template that is right', () => {
    const body = [
      {
        type: 'fields',
        items: ['no', 'customer.name', { label: '税', expr: { '*': [{ var: 'total' }, 0.13] } }],
      },
      { type: 'table', source: 'items', columns: [{ field: 'amount', total: true }] },
      { type: 'approval_trail' },
    ]
    expect(check(body, { watermark: { text: '{{state}}' }, fileName: '{{no}}' })).toEqual([])
  })

  it.each([
    [{ type: 'text', value: '{{nuo}}' }, '/body/0/value EXPRESSION_NAME_UNKNOWN'],
    [{ type: 'text', value: '{{no' }, '/body/0/value PRINT_FILL_UNCLOSED'],
    [{ type: 'text', value: '{{no +}}' }, '/body/0/value PRINT_FILL_SYNTAX'],
    [{ type: 'txt', value: '' }, '/body/0/type PRINT_BLOCK_UNKNOWN'],
    [{ type: 'page_number' }, '/body/0 PRINT_BLOCK_PLACE'],
    [{ type: 'text', value: 'a', colour: 'red' }, '/body/0/colour PRINT_SETTING_UNKNOWN'],
    [{ type: 'qr' }, '/body/0 PRINT_SETTING_MISSING'],
    [{ type: 'fields', items: ['custmer.name'] }, '/body/0/items/0 PRINT_FIELD_UNKNOWN'],
    [{ type: 'table', source: 'lines', columns: [] }, '/body/0/source PRINT_SOURCE_UNKNOWN'],
    [
      { type: 'table', source: 'items', columns: [{ field: 'price' }] },
      '/body/0/columns/0/field PRINT_FIELD_UNKNOWN',
    ],
    [{ type: 'sign', parties: ['甲方', { step: '经理审批' }] }, '/body/0/parties/1/step PRINT_STEP_UNKNOWN'],
    [{ type: 'sign', parties: [{ field: 'note' }] }, '/body/0/parties/0/field PRINT_NOT_HANDWRITTEN'],
    [{ type: 'seal', asset: 'a', anchor: 'nowhere' }, '/body/0/anchor PRINT_ANCHOR_UNKNOWN'],
    [
      { type: 'columns', columns: [{ blocks: [{ type: 'nope' }] }] },
      '/body/0/columns/0/blocks/0/type PRINT_BLOCK_UNKNOWN',
    ],
  ])('refuses %j', (block, wanted) => {
    expect(check([block])).toContain(wanted)
  })

  it('refuses paper that does not exist and margins without room', () => {
    expect(check([], { page: { size: 'A9' } })).toEqual(['/page/size PRINT_PAGE_SIZE'])
    expect(check([], { page: { size: 'A5', margins: [300, 40, 300, 40] } })).toEqual([
      '/page/margins PRINT_PAGE_MARGINS',
    ])
  })
})

describe('every block', () => {
  it('has a folder of its name', () => {
    const folders = readdirSync(new URL('./blocks', import.meta.url), { withFileTypes: true })
    const named = folders.filter((one) => one.isDirectory()).map((one) => one.name.replaceAll('-', '_'))
    expect(named.sort()).toEqual(builtinBlocks.all.map((one) => one.type).sort())
  })

  it.each(builtinBlocks.all.map((one) => [one.type] as const))('%s survives empty settings', (type) => {
    expect(() => renderTemplate(template([{ type }]), quoteData([]), printKit)).not.toThrow()
  })
})

describe('margins', () => {
  const pages = { pageMargins: [40, 72, 40, 56] } as unknown as PageDefinition
  const marginsFor = (header: number, footer: number) =>
    withHeadRoom(pages, { header, footer, page: 842 }).pageMargins

  it('grow with a header or footer that is higher than they are, and never shrink', () => {
    expect(marginsFor(0, 0)).toEqual([40, 72, 40, 56])
    expect(marginsFor(50, 30)).toEqual([40, 72, 40, 56])
    expect(marginsFor(200.2, 90)).toEqual([40, 209, 40, 98])
  })

  it('leave room for something to print', () => {
    expect(leavesRoom({ header: 0, footer: 0, page: 0 })).toBe(true)
    expect(leavesRoom({ header: 300, footer: 200, page: 842 })).toBe(true)
    expect(leavesRoom({ header: 500, footer: 200, page: 842 })).toBe(false)
  })
})
