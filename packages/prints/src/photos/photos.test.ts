import type { PrintBlockDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { remarkable } from '../remarks.ts'
import { renderTemplate } from '../render-template.ts'
import { printKit, quoteData, quoteModel, template } from '../testing/quote.ts'
import type { PhotoAsked, PrintData } from '../types.ts'
import { validateTemplate } from '../validate-template.ts'

const millimetre = 72 / 25.4
const uri = 'data:image/png;base64,AAAA'
const file = (id: string, name = `${id}.jpg`) => ({ id, name, size: 10, type: 'image/jpeg' })

/** A quote with photos: `lying` is twice as wide as high, `gone` is not in the store any more. */
function photographed(values: PrintData['record']['values'], asked: PhotoAsked[] = []): PrintData {
  const data = quoteData([['桌', '木', '1.00']], values)
  const rows = data.record.rows?.['items']?.map(({ row }) => ({
    row: { ...row, picture: [file('lying'), file('b')] },
  }))
  return {
    ...data,
    record: { ...data.record, rows: { items: rows ?? [] } },
    photos: (one) => {
      asked.push(one)
      return one.file.id === 'gone' ? { fault: 'missing' } : { uri, width: 800, height: 400 }
    },
  }
}

const drawn = (body: readonly PrintBlockDocument[], data: PrintData): string =>
  JSON.stringify(renderTemplate(template(body), data, printKit).content)

/** The sizes of all pictures in content, in millimetres. */
const sizes = (content: string): readonly string[] =>
  [...content.matchAll(/"width":([\d.]+),"height":([\d.]+),"gives":true/g)].map((one) =>
    [one[1], one[2]].map((length) => Math.round((Number(length) / millimetre) * 10) / 10).join('×'),
  )

describe('photos of a record', () => {
  const photos = [file('lying'), file('gone', '找不到.png')]

  it('are printed as large as is said, as wide to their height as they are', () => {
    expect(
      sizes(drawn([{ type: 'photos', field: 'photos', width: 60, height: 60 }], photographed({ photos }))),
    ).toEqual(['60×30'])
    expect(
      sizes(drawn([{ type: 'photos', field: 'photos', width: 60, height: 20 }], photographed({ photos }))),
    ).toEqual(['40×20'])
    expect(sizes(drawn([{ type: 'fields', items: ['photos'] }], photographed({ photos })))).toEqual(['40×20'])
    const item = { field: 'photos', photos: { photoWidth: 25, photoCount: 1 } }
    const own = drawn([{ type: 'fields', items: [item] }], photographed({ photos }))
    expect(sizes(own)).toEqual(['25×12.5'])
    expect(own).not.toContain('找不到')
  })

  it('stand in a column of a table: the first of each row where nothing else is said', () => {
    const table = (column: object) => [
      { type: 'table', source: 'items', columns: [{ field: 'product' }, column] },
    ]
    expect(sizes(drawn(table({ field: 'picture' }), photographed({})))).toEqual(['18×9'])
    const more = { expr: { var: 'picture' }, photos: [{ photoCount: 5, photoWidth: 10 }] }
    expect(sizes(drawn(table(more), photographed({})))).toEqual(['10×5', '10×5'])
    expect(sizes(drawn(table({ field: 'picture', cell: [{ when: false }] }), photographed({})))).toEqual([])
  })

  it('have a box with the name of the file where there is nothing to draw, and that is told once', () => {
    const remarks = remarkable()
    const body = [
      { type: 'text', value: 'x' },
      { type: 'photos', field: 'photos' },
    ]
    const data = { ...photographed({ photos }), remarks }
    const content = JSON.stringify(renderTemplate(template(body), data, printKit).content)
    expect(content).toContain('找不到.png\\n文件不见了')
    expect(remarks.all()).toEqual([{ at: '/body/1', file: '找不到.png', fault: 'missing' }])
  })

  it('are those of image fields; attached files print by their names unless pictures are asked for', () => {
    const data = photographed({ papers: [file('p', '合同.pdf')] })
    expect(drawn([{ type: 'fields', items: ['papers'] }], data)).toContain('"text":"合同.pdf"')
    expect(
      sizes(drawn([{ type: 'fields', items: [{ field: 'papers', photos: { attached: true } }] }], data)),
    ).toHaveLength(1)
    expect(sizes(drawn([{ type: 'photos', field: 'papers', captions: true }], data))).toHaveLength(1)
  })

  it('are asked for only where they are printed: never for what is hidden, never by an address', () => {
    const asked: PhotoAsked[] = []
    const hidden = { '==': [{ var: 'state' }, 'approved'] }
    const address = [{ id: 'https://example.com/a.png', name: 'a.png', size: 1, type: 'image/png' }]
    const data = photographed({ photos: address, papers: [file('p')] }, asked)
    drawn(
      [
        { type: 'photos', field: 'papers', visible: hidden },
        { type: 'photos', field: 'photos' },
      ],
      data,
    )
    expect(asked).toEqual([])
    expect(drawn([{ type: 'photos', field: 'photos' }], photographed({ photos: null }))).toBe('[]')
  })
})

it('refuses a block of photos on a field that has none', () => {
  const problems = (field: string) =>
    validateTemplate(template([{ type: 'photos', field }]), { ...printKit, model: quoteModel }).map(
      ({ code }) => code,
    )
  expect(problems('photos')).toEqual([])
  expect(problems('papers')).toEqual([])
  expect(problems('no')).toEqual(['PRINT_NOT_PICTURES'])
  expect(problems('signed')).toEqual(['PRINT_NOT_PICTURES'])
  expect(problems('nothing')).toEqual(['PRINT_FIELD_UNKNOWN'])
})
