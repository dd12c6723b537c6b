import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { extensionList, type MailBlockDocument, type MailDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteData, quoteModel } from '../testing/quote.ts'
import {
  builtinMailBlocks,
  mailHtml,
  mailReads,
  type MailData,
  type MailKit,
  mailTags,
  renderMail,
  safeAddress,
  validateMail,
  withMailBlocks,
} from './index.ts'

const kit: MailKit = { mailBlocks: builtinMailBlocks, fields: extensionList(builtinFieldTypes), language }

function mailOf(blocks: readonly MailBlockDocument[], more: Partial<MailDocument> = {}): MailDocument {
  return {
    key: 'm',
    label: { zh: '报价', en: 'Quote' },
    entity: 'quote',
    subject: '报价 {{no}}',
    blocks,
    ...more,
  }
}

const lines = [
  ['桌子', '家具', '1000.00'],
  ['椅子', '家具', '200.50'],
] as const

function data(values: MailData['record']['values'] = {}, more: Partial<MailData> = {}): MailData {
  return { ...quoteData(lines, values), recordUrl: 'https://m.example/r/quote/q1', ...more }
}

/** Every tag and attribute of a page; what the engine never writes would stand here. */
function partsOf(html: string): { readonly tags: Set<string>; readonly attributes: Map<string, string[]> } {
  const page = html.replace(/<style>[^<]*<\/style>/, '')
  const tags = new Set<string>()
  const attributes = new Map<string, string[]>()
  for (const [, name = '', rest = ''] of page.matchAll(
    /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>/gu,
  )) {
    tags.add(name)
    for (const [, key = '', value = ''] of rest.matchAll(/([a-z-]+)="([^"]*)"/gu))
      attributes.set(key, [...(attributes.get(key) ?? []), value])
  }
  // Whatever is no tag of ours has no bracket.
  expect(
    page.replaceAll(/<!doctype html>|<\/?[a-z][a-z0-9]*(?:\s+[a-z-]+="[^"<>]*")*\s*>/gu, ''),
  ).not.toMatch(/[<>]/)
  return { tags, attributes }
}

const allowedTags = new Set<string>([...mailTags, 'html', 'head', 'meta', 'title', 'style', 'body'])
const allowedAttributes = new Set([
  'role',
  'cellpadding',
  'cellspacing',
  'border',
  'class',
  'href',
  'src',
  'alt',
  'width',
  'align',
  'colspan',
  'style',
  'lang',
  'charset',
  'name',
  'content',
])

function expectSafe(html: string): void {
  const { tags, attributes } = partsOf(html)
  expect([...tags].filter((one) => !allowedTags.has(one))).toEqual([])
  expect([...attributes.keys()].filter((one) => !allowedAttributes.has(one))).toEqual([])
  for (const href of attributes.get('href') ?? [])
    expect(href).toMatch(/^(?:https?:\/\/|mailto:)[^\s"'<>]+$/i)
  for (const src of attributes.get('src') ?? []) expect(src).toMatch(/^cid:[a-z0-9_]+\.picture@mortise$/)
  for (const style of attributes.get('style') ?? []) expect(style).not.toMatch(/url|expression|[{}<>\\@]/i)
}

describe('a mail', () => {
  it('is filled with its record, as a page and as plain text', () => {
    const mail = mailOf([
      { type: 'heading', value: '您好，{{customer.name}}' },
      {
        type: 'text',
        value:
          '<p>报价 <strong>{{no}}</strong> 共 {{total | #,##0.00}} 元，见 <a href="https://x.cn/q?no={{no}}">网页</a>。</p>',
      },
      { type: 'fields', items: ['no', { field: 'date', label: '报价日期' }] },
      {
        type: 'table',
        source: 'items',
        columns: [{ field: 'product' }, { field: 'amount', align: 'right', total: true }],
      },
      { type: 'button', value: '查看报价' },
      { type: 'signature', name: '李雷', lines: '销售经理' },
    ])
    const made = renderMail(mail, data(), kit)
    expect(made.subject).toBe('报价 BJ-202603-0001')
    expect(made.text).toContain('您好，甲公司')
    expect(made.text).toContain(
      '报价 BJ-202603-0001 共 6,007.14 元，见 网页 (https://x.cn/q?no=BJ-202603-0001)。',
    )
    expect(made.text).toMatch(/报价日期：2026/)
    expect(made.text).toMatch(/产品 \| 金额\n桌子 \| .*1,000\.00\n椅子 \| .*200\.50\n合计 \| .*1,200\.50/)
    expect(made.text).toContain('查看报价: https://m.example/r/quote/q1')
    expect(made.text).toContain('李雷\n销售经理\n杭州榫卯家具有限公司')
    const html = mailHtml(made)
    expect(html).toContain('您好，甲公司')
    expect(html).toContain('href="https://m.example/r/quote/q1"')
    expectSafe(html)
    expect(mailHtml(renderMail(mail, data(), kit))).toBe(html)
  })

  it('shows the way to the record to nobody who can not open it', () => {
    const mail = mailOf([
      { type: 'button', value: '查看' },
      { type: 'text', value: '<p>好</p>' },
    ])
    const made = renderMail(mail, data({}, { recordUrl: undefined }), kit)
    expect(made.text).toBe('好')
    expect(mailHtml(made)).not.toContain('href')
  })

  it('says a block only where its condition holds, and a group with all in it', () => {
    const draft = { '==': [{ var: 'state' }, 'draft'] }
    const mail = mailOf([
      { type: 'text', value: '<p>草稿</p>', visible: draft },
      { type: 'box', visible: { '!': [draft] }, blocks: [{ type: 'text', value: '<p>已批准</p>' }] },
    ])
    expect(renderMail(mail, data(), kit).text).toBe('草稿')
    expect(renderMail(mail, data({ state: 'approved' }), kit).text).toBe('已批准')
    expect(renderMail(mail, { ...data(), view: { all: true } }, kit).text).toBe('草稿\n\n已批准')
  })

  it('keeps old templates of plain words as they are', () => {
    const old: MailDocument = {
      key: 'm',
      label: 'Old',
      entity: 'quote',
      subject: 's {{no}}',
      body: '第一行 <b>{{no}}</b>\n第二行',
    }
    const made = renderMail(old, data(), kit)
    expect(made.text).toBe('第一行 <b>BJ-202603-0001</b>\n\n第二行')
    expect(mailHtml(made)).toContain('第一行 &lt;b&gt;BJ-202603-0001&lt;/b&gt;')
    expect(validateMail(old, { ...kit, model: quoteModel })).toEqual([])
    const opened = withMailBlocks(old)
    expect(opened).not.toHaveProperty('body')
    expect(renderMail(opened, data(), kit)).toEqual(made)
  })

  it('carries only pictures of the workspace’s own, and says which there are none of', () => {
    const mail = mailOf([
      { type: 'image', asset: 'seal1', width: 5000 },
      { type: 'image', asset: 'web' },
      { type: 'image', asset: 'none' },
    ])
    const made = renderMail(mail, data(), kit)
    expect(made.pictures).toEqual(['seal1'])
    expect(made.remarks).toEqual([
      { at: '/blocks/1', picture: 'web' },
      { at: '/blocks/2', picture: 'none' },
    ])
    const html = mailHtml(made)
    expect(html).toContain('src="cid:seal1.picture@mortise"')
    expect(html).toContain('width="600"')
    expect(html).not.toContain('example.com')
  })

  it('counts the rows it leaves out, and sums up all of them', () => {
    const mail = mailOf([
      {
        type: 'table',
        source: 'items',
        limit: 1,
        columns: [{ field: 'product' }, { field: 'amount', total: true }],
      },
    ])
    expect(renderMail(mail, data(), kit).text).toMatch(/桌子 \| .*1,000\.00\n还有 1 行\n合计 \| .*1,200\.50/)
    const refused = data({}, { mayRead: () => false })
    expect(renderMail(mail, refused, kit).text).toMatch(/合计 \| —/)
  })

  it('has one line for a subject, whatever a record holds', () => {
    const made = renderMail(
      mailOf([{ type: 'text', value: 'x' }], { preheader: '{{note}}' }),
      data({ no: 'a\r\nBcc: x@y.cn\u2028z', note: 'b\nc' }),
      kit,
    )
    expect(made.subject).toBe('报价 a Bcc: x@y.cn z')
    expect(made.preheader).toBe('b c')
  })

  it('writes in its own language, or in its reader’s', () => {
    const blocks = [
      { type: 'text', value: { zh: '<p>你好</p>', en: '<p>Hello</p>' } },
      { type: 'fields', items: ['total'] },
    ]
    expect(renderMail(mailOf(blocks), data({}, { locale: 'en' }), kit).text).toMatch(/^Hello\n\nTotal: /)
    expect(renderMail(mailOf(blocks, { language: 'zh' }), data({}, { locale: 'en' }), kit).text).toMatch(
      /^你好\n\n总额：/,
    )
  })
})

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  'javascript:alert(1)',
  'data:text/html,<b>x</b>',
  '{{no}}</style><style>*{background:url(https://evil)}',
  '</td></table><iframe src=//evil>',
  '\u0000\u001b<svg/onload=x>',
  'https://evil.example/a?b=" onclick="x',
  'red;background:url(https://evil)',
]

describe('whatever a record or a template holds', () => {
  it('a mail has no tag, address or look but those of mails', () => {
    const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'grapheme', maxLength: 40 }))
    const block = fc.oneof(
      fc.record({
        type: fc.constant('text'),
        value: fc.tuple(text, text).map(([a, b]) => `<p>${a}<a href="${b}">{{note}}</a></p>`),
      }),
      fc.record({ type: fc.constant('text'), value: text }),
      fc.record({ type: fc.constant('heading'), value: text, color: text, align: text }),
      fc.record({
        type: fc.constant('button'),
        value: text,
        to: fc.constant('address'),
        url: fc.oneof(text, fc.constant('{{note}}')),
      }),
      fc.record({
        type: fc.constant('image'),
        asset: fc.oneof(text, fc.constant('seal1')),
        alt: text,
        width: fc.integer(),
      }),
      fc.record({ type: fc.constant('fields'), items: fc.constant(['note', 'no']) }),
      fc.record({
        type: fc.constant('table'),
        source: fc.constant('items'),
        columns: fc.tuple(text).map(([label]) => [{ label, field: 'product' }]),
      }),
      fc.record({
        type: fc.constant('columns'),
        columns: fc.tuple(text).map(([value]) => [{ share: 30, blocks: [{ type: 'heading', value }] }, {}]),
      }),
      fc.record({
        type: fc.constant('box'),
        look: text,
        blocks: fc.tuple(text).map(([value]) => [{ type: 'text', value }]),
      }),
      fc.record({ type: fc.constant('signature'), name: text, lines: text }),
    )
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), text, text, (blocks, value, color) => {
        const mail = mailOf(blocks as readonly MailBlockDocument[], {
          subject: value,
          preheader: '{{note}}',
          color,
        })
        const given = quoteData([[value, value, '1']], { note: value, no: value })
        expectSafe(mailHtml(renderMail(mail, given, kit)))
      }),
      { numRuns: 150 },
    )
  })

  it('an address is one of the web or of a person, or none', () => {
    for (const one of ['https://a.cn', 'http://a.cn/x?y=1#z', 'mailto:a@b.cn', ' https://a.cn '])
      expect(safeAddress(one)).toBe(one.trim())
    for (const one of [
      ...hostile,
      'a.cn',
      '//a.cn',
      'https://',
      'https://a b',
      'https://a@b.cn',
      'ftp://a',
      'cid:x',
      'HTTPS:a',
      'java\nscript:x',
    ])
      expect(safeAddress(one)).toBeUndefined()
  })
})

describe('a template', () => {
  const problems = (mail: MailDocument): readonly string[] =>
    validateMail(mail, { ...kit, model: quoteModel }).map(({ code, path }) => `${code} ${path}`)

  it('is told what is wrong with it, at the block', () => {
    expect(problems(mailOf([]))).toEqual(['MAIL_EMPTY /blocks'])
    expect(problems(mailOf([], { entity: 'gone' }))).toEqual(['MAIL_ENTITY_UNKNOWN /entity'])
    expect(problems(mailOf([{ type: 'txt' }]))).toEqual(['MAIL_BLOCK_UNKNOWN /blocks/0/type'])
    expect(problems(mailOf([{ type: 'text', value: '<p>{{gone}}</p>' }]))).toEqual([
      expect.stringMatching(/\/blocks\/0\/value$/),
    ])
    expect(
      problems(
        mailOf([
          {
            type: 'columns',
            columns: [{ blocks: [{ type: 'button', value: 'x', to: 'address', url: 'javascript:x' }] }],
          },
          { type: 'button', value: 'x', to: 'address', url: 'https://a.cn/{{no}}' },
          { type: 'button', value: 'x', to: 'address', url: '{{note}}' },
        ]),
      ),
    ).toEqual(['MAIL_ADDRESS /blocks/0/columns/0/blocks/0/url'])
    expect(problems(mailOf([{ type: 'table', source: 'gone', columns: [] }]))).toEqual([
      'PRINT_SOURCE_UNKNOWN /blocks/0/source',
    ])
    expect(problems(mailOf([{ type: 'divider', visible: { '==': [{ var: 'gone' }, 1] } }]))).toHaveLength(1)
  })

  it('tells what it reads of the record, in every text and condition', () => {
    const mail = mailOf(
      [
        { type: 'text', value: { zh: '<p>{{customer.name}}</p>', en: '<p>{{note}}</p>' } },
        { type: 'box', blocks: [{ type: 'divider', visible: { '==': [{ var: 'state' }, 'draft'] } }] },
        { type: 'table', source: 'items', columns: [{ field: 'product' }] },
        { type: 'image', asset: 'logo' },
      ],
      { preheader: '{{date}} {{company.name}}' },
    )
    expect(mailReads(mail, quoteModel, kit)).toMatchObject({
      paths: ['customer.name', 'date', 'no', 'note', 'state'],
      rows: { items: ['product'] },
      assets: ['logo'],
    })
  })
})
