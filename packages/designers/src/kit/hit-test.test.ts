import { describe, expect, test } from 'vitest'
import { hitTest, type Layout } from './hit-test.ts'

const box = (left: number, top: number, width: number, height: number): Layout['items'][number]['box'] => ({
  left,
  top,
  width,
  height,
})

/** A form: two fields side by side, one alone below, and an empty section further down. */
const form: Layout = {
  areas: [
    { list: '/nodes', box: box(0, 0, 400, 400), flow: 'wrap' },
    { list: '/nodes/3/nodes', box: box(10, 220, 380, 100), flow: 'wrap' },
  ],
  items: [
    { list: '/nodes', index: 0, box: box(0, 0, 200, 60) },
    { list: '/nodes', index: 1, box: box(200, 0, 200, 60) },
    { list: '/nodes', index: 2, box: box(0, 70, 400, 60) },
    { list: '/nodes', index: 3, box: box(0, 200, 400, 140) },
  ],
}

describe('where something dropped on a form lands', () => {
  test('beside the field whose half it is over', () => {
    expect(hitTest(form, 20, 30)).toMatchObject({ list: '/nodes', index: 0, mode: 'beside-before' })
    expect(hitTest(form, 190, 30)).toMatchObject({ index: 1, mode: 'beside-after' })
  })
  test('above or below a field with a line to itself, beside it at its ends', () => {
    expect(hitTest(form, 200, 75)).toMatchObject({ index: 2, mode: 'before' })
    expect(hitTest(form, 200, 125)).toMatchObject({ index: 3, mode: 'after' })
    expect(hitTest(form, 10, 100)).toMatchObject({ index: 2, mode: 'beside-before' })
  })
  test('inside an empty section, not beside it', () => {
    expect(hitTest(form, 200, 260)).toMatchObject({ list: '/nodes/3/nodes', index: 0, mode: 'inside' })
  })
  test('nowhere outside', () => {
    expect(hitTest(form, 900, 900)).toBeUndefined()
  })
  test('the line stands at the edge where it lands', () => {
    expect(hitTest(form, 190, 30)?.line.left).toBeCloseTo(198.5)
    expect(hitTest(form, 200, 75)?.line.top).toBeCloseTo(68.5)
  })
})

test('a row of chips is cut where the pointer stands', () => {
  const shelf: Layout = {
    areas: [{ list: 'rows', box: box(0, 0, 300, 40), flow: 'row' }],
    items: [0, 1].map((index) => ({ list: 'rows', index, box: box(index * 100, 0, 90, 40) })),
  }
  expect(hitTest(shelf, 10, 20)?.index).toBe(0)
  expect(hitTest(shelf, 80, 20)?.index).toBe(1)
  expect(hitTest(shelf, 290, 20)?.index).toBe(2)
})
