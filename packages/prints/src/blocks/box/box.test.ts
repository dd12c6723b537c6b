import type { PrintBlockDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { offPaperProblems } from '../../off-paper.ts'
import { renderTemplate } from '../../render-template.ts'
import { printKit, quoteData, quoteModel, template } from '../../testing/quote.ts'
import { validateTemplate } from '../../validate-template.ts'

const text = { type: 'text', value: '编号 {{no}}' }
const box: PrintBlockDocument = { type: 'box', x: 25.4, y: 10, width: 50.8, blocks: [text] }
const problems = (body: readonly PrintBlockDocument[]): readonly string[] =>
  validateTemplate(template(body), { ...printKit, model: quoteModel }).map(
    ({ path, code }) => `${path} ${code}`,
  )

describe('a box at a place of the paper', () => {
  it('takes no room among the content, and stands where it says, in points', () => {
    const pages = renderTemplate(template([text, { ...box, pages: 'every' }, box]), quoteData([]), printKit)
    expect(pages.content).toHaveLength(1)
    expect(pages.free?.map((one) => one.pages)).toEqual(['every', 'first'])
    expect(pages.free?.[0]?.content).toMatchObject({ absolutePosition: { x: 72 }, columns: [{ width: 144 }] })
    expect(JSON.stringify(pages.free)).toContain('编号 BJ-202603-0001')
  })

  it('is not there where its condition says no', () => {
    const hidden = { ...box, visible: { '==': [{ var: 'state' }, 'approved'] } }
    const data = quoteData([])
    expect(renderTemplate(template([hidden]), data, printKit).free).toBeUndefined()
    const all = renderTemplate(template([hidden]), { ...data, view: { all: true } }, printKit)
    expect(all.free).toHaveLength(1)
  })

  it('stands in the body itself, and what is in it is checked', () => {
    expect(problems([box])).toEqual([])
    expect(problems([{ ...box, blocks: [{ type: 'fields', items: ['nothing'] }] }])).toEqual([
      '/body/0/blocks/0/items/0 PRINT_FIELD_UNKNOWN',
    ])
    const inside = { type: 'columns', columns: [{ blocks: [box] }] }
    expect(problems([inside])).toEqual(['/body/0/columns/0/blocks/0 PRINT_BLOCK_PLACE'])
  })
})

it('is told where it sticks out of the paper of its section', () => {
  const box = (x: number, y: number, width: number) => ({ type: 'box', x, y, width, height: 20, blocks: [] })
  const body = [
    box(150, 10, 60),
    box(150, 10, 61),
    { type: 'section', orientation: 'landscape' },
    box(230, 10, 60),
    box(-3, 200, 20),
  ]
  const found = offPaperProblems(template(body), printKit)
  expect(found.map(({ path }) => path)).toEqual(['/body/1', '/body/4'])
  expect(found[0]?.message.zh).toContain('“固定位置框”伸出了纸（纸宽 210、高 297 毫米）')
})
