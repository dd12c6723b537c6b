import { type Expression, type Json, language } from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTable } from './table-check.ts'

const table = (
  rows: readonly (readonly (Expression | null)[])[],
  more: Partial<DecisionTableDocument> = {},
): DecisionTableDocument => ({
  key: 't',
  label: 't',
  hitPolicy: 'unique',
  inputs: [
    { key: 'n', expr: { var: 'n' } },
    { key: 's', expr: { var: 's' } },
  ],
  outputs: [{ key: 'out', type: 'number' }],
  rows: rows.map((when, index) => ({ when, then: [index] })),
  ...more,
})
const below = (value: number): Expression => ({ '<': [{ var: 'n' }, value] })
const from = (value: number): Expression => ({ '>=': [{ var: 'n' }, value] })
const kinds = (one: DecisionTableDocument) =>
  checkTable(one).findings.map(({ kind, rows }) => [kind, ...rows])

describe('a decision table', () => {
  it('of touching intervals is whole', () => {
    const whole = table([
      [below(10), null],
      [{ and: [from(10), below(20)] }, null],
      [from(20), null],
      [null, null],
    ])
    expect(kinds({ ...whole, rows: whole.rows.slice(0, 3) })).toEqual([])
  })

  it('tells where rows overlap, and where none is, with an input', () => {
    const found = checkTable(
      table([
        [{ '<=': [{ var: 'n' }, 10] }, null],
        [{ and: [from(10), below(20)] }, null],
      ]),
    ).findings
    expect(found).toMatchObject([
      { kind: 'overlap', rows: [0, 1], example: { n: 10 } },
      { kind: 'gap', example: { n: 20 } },
      { kind: 'gap' },
    ])
  })

  it('tells of rows that never decide, and of rows that must agree and do not', () => {
    const behind = table(
      [
        [below(20), null],
        [below(10), 'A'],
        [null, null],
      ],
      { hitPolicy: 'first' },
    )
    expect(kinds(behind)).toEqual([['unreachable', 1]])
    expect(
      kinds(
        table([
          [{ and: [from(20), below(10)] }, null],
          [null, null],
        ]),
      ),
    ).toEqual([['unreachable', 0]])
    const any = table(
      [
        [below(20), null],
        [null, null],
      ],
      { hitPolicy: 'any' },
    )
    expect(kinds(any)).toEqual([['conflict', 0, 1]])
    expect(kinds({ ...any, rows: any.rows.map((row) => ({ ...row, then: [1] })) })).toEqual([])
  })

  it('knows both sides of a yes or no, and takes what it can not read as possible', () => {
    const yes: Expression = { '==': [{ var: 's' }, true] }
    expect(
      kinds(
        table([
          [null, yes],
          [null, false],
        ]),
      ),
    ).toEqual([])
    expect(kinds(table([[null, yes]]))).toEqual([['gap']])
    const odd: Expression = { '==': [{ '%': [{ var: 'n' }, 2] }, 1] }
    expect(
      checkTable(
        table([
          [odd, null],
          [below(3), null],
        ]),
      ),
    ).toEqual({ open: ['n'], findings: [] })
  })

  it('finds exactly what trying every input finds', () => {
    const bound = fc.integer({ min: 0, max: 4 })
    const number: fc.Arbitrary<Expression | null> = fc.oneof(
      fc.constant(null),
      bound,
      fc
        .tuple(fc.constantFrom('<', '<=', '>', '>=', '!='), bound)
        .map(([operator, value]): Expression => ({ [operator]: [{ var: 'n' }, value] })),
      fc
        .tuple(bound, bound)
        .map(([a, b]): Expression => ({ and: [{ '>': [{ var: 'n' }, a] }, { '<=': [b, { var: 'n' }] }] })),
      fc.uniqueArray(bound, { minLength: 1, maxLength: 3 }).map((list): Expression => list),
    )
    const word: fc.Arbitrary<Expression | null> = fc.oneof(
      fc.constant(null),
      fc.constantFrom('a', 'b'),
      fc.constant<Expression>(['a', 'b']),
      fc.constant<Expression>({ '!=': [{ var: 's' }, 'a'] }),
    )
    const rows = fc.array(fc.tuple(number, word), { minLength: 1, maxLength: 5 })
    const policy = fc.constantFrom('unique' as const, 'first' as const, 'any' as const)
    const numbers: readonly Json[] = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5]
    fc.assert(
      fc.property(rows, policy, (list, hitPolicy) => {
        const one = table(list, { hitPolicy })
        const holds = (cell: Expression | null, key: string, value: Json): boolean => {
          if (cell === null) return true
          if (Array.isArray(cell)) return (cell as readonly Json[]).includes(value)
          if (typeof cell !== 'object') return cell === value
          return language.evaluate(cell, { row: { [key]: value }, now: '2026-03-02T01:00:00.000Z' }) === true
        }
        const spoken = list.some(([n]) => n !== null)
        const inputs = (spoken ? numbers : [0]).flatMap((n) => ['a', 'b', 'c'].map((s) => ({ n, s })))
        const hits = inputs.map(({ n, s }) =>
          list.flatMap(([a, b], row) => (holds(a, 'n', n) && holds(b, 's', s) ? [row] : [])),
        )
        const { findings } = checkTable(one)
        const has = (kind: string): boolean => findings.some((finding) => finding.kind === kind)
        expect(has('gap')).toBe(hits.some((rowsHit) => rowsHit.length === 0))
        const several = hits.filter((rowsHit) => rowsHit.length > 1)
        // Rows give their own number, so that rows that meet always differ.
        if (several.length > 0) expect(has('overlap') || has('conflict')).toBe(hitPolicy !== 'first')
        for (const { kind, rows: named, example } of findings) {
          if (kind === 'unreachable') {
            const decides = hits.some((rowsHit) =>
              hitPolicy === 'first' ? rowsHit[0] === named[0] : rowsHit.includes(named[0] ?? -1),
            )
            expect(decides).toBe(false)
          } else {
            const shown = list.flatMap(([a, b], row) =>
              holds(a, 'n', example['n'] ?? null) && holds(b, 's', example['s'] ?? null) ? [row] : [],
            )
            expect(shown).toEqual(named)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
