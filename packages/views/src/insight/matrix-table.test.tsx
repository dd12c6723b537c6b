import type { ReportColumn, ReportResult } from '@mortise/reports'
import { UiProvider } from '@mortise/ui'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { MatrixTable } from './matrix-table.tsx'

afterEach(cleanup)

const column = (key: string, role: ReportColumn['role']): ReportColumn => ({
  key,
  role,
  label: key,
  type: { kind: role === 'measure' ? 'number' : 'text' },
})
const result: ReportResult = {
  columns: [
    ...['a', 'b', 'x', 'y'].map((key) => column(key, 'dimension')),
    column('n', 'measure'),
    column('m', 'measure'),
  ],
  rows: [{ a: 'a1', b: 'b1', x: 'x1', y: 'y1', n: 1, m: 2 }],
  labels: {},
  asOf: '2026-03-05T02:00:00.000Z',
}

it('has no head without words, and cells under their heads', () => {
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <MatrixTable
        result={result}
        label="表"
        report={{ layout: { kind: 'matrix', columns: ['x', 'y'], totals: false } }}
      />
    </UiProvider>,
  )
  const table = screen.getByRole('table')
  expect([...table.querySelectorAll('th')].every((one) => one.textContent !== '')).toBe(true)
  const heads = [...table.querySelectorAll('thead tr')].map((row) =>
    [...row.children].map((one) => one.textContent),
  )
  expect(heads).toEqual([
    ['x', '', 'x1'],
    ['a', 'b \\ y', 'y1'],
    ['n', 'm'],
  ])
})
