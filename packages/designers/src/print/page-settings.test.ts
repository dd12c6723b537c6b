import type { PrintDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { builtinBlocks } from '@mortise/prints'
import { withRows } from '../blocks/list-rows.ts'
import { pageSettings, pageValues, withPage } from './page-settings.ts'

const print: PrintDocument = {
  key: 'quote',
  label: '报价单',
  entity: 'quote',
  page: { size: 'A4', orientation: 'portrait', margins: [40, 70, 40, 56] },
  watermark: { text: '草稿', opacity: 0.3 },
  body: [],
}

describe('the pages of a template in a panel', () => {
  it('come back as they were when nothing changed', () => {
    expect(withPage(print, pageValues(print))).toEqual(print)
    const bare: PrintDocument = { key: 'a', label: 'a', entity: 'quote', page: { size: 'a5' }, body: [] }
    expect(withPage(bare, pageValues(bare))).toEqual({ ...bare, page: { size: 'A5' } })
  })

  it('take millimetres, and leave the sides that nobody touched to the point', () => {
    expect(pageValues(print)).toMatchObject({ left: '14.1', top: '24.7' })
    const next = withPage(print, { ...pageValues(print), left: 20 })
    expect(next.page.margins).toEqual([56.69, 70, 40, 56])
  })

  it('may be of any size', () => {
    const own = withPage(print, { ...pageValues(print), paper: 'custom', width: 100, height: 60 })
    expect(own.page.size).toEqual([283.46, 170.08])
    expect(pageSettings(own).map(({ key }) => key)).toContain('width')
    expect(pageSettings(print).map(({ key }) => key)).not.toContain('width')
    expect(pageValues(own)).toMatchObject({ paper: 'custom', width: '100', height: '60' })
  })

  it('can not be turned where the paper is continuous, and come back upright with another paper', () => {
    const form: PrintDocument = { ...print, page: { size: '241x140', orientation: 'portrait' } }
    const turn = (of: PrintDocument) => pageSettings(of).find(({ key }) => key === 'orientation')
    expect([turn(print), turn(form)].map((one) => one?.settings?.['fixed'] === true)).toEqual([false, true])
    expect(pageValues(form)['orientation']).toBe('landscape')
    expect(withPage(form, pageValues(form)).page).toEqual(form.page)
    expect(withPage(form, { ...pageValues(form), paper: 'A4' }).page).toEqual({ size: 'A4' })
    expect(withPage(print, { ...pageValues(print), paper: '241x93' }).page).not.toHaveProperty('orientation')
  })

  it('lose their marks when those are emptied', () => {
    const { watermark_text: _, ...values } = pageValues(print)
    expect(withPage(print, values)).not.toHaveProperty('watermark')
    const sealed = withPage(print, { ...values, edge_asset: 'seal', edge_size: 40, language: 'both' })
    expect(sealed).toMatchObject({ edgeSeal: { asset: 'seal', size: 113.39 }, language: 'both' })
  })
})

it('shows an entry that is only a name as a row that says just that', () => {
  const settings = builtinBlocks.find('fields')?.settings ?? []
  const items = ['no', { field: 'date', format: 'yyyy' }]
  expect(withRows({ type: 'fields', items, columns: 2 }, settings)).toEqual({
    type: 'fields',
    items: [{ field: 'no' }, { field: 'date', format: 'yyyy' }],
    columns: 2,
  })
})
