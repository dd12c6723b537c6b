import { describe, expect, it } from 'vitest'
import {
  budget,
  check,
  type Expression,
  evaluate,
  type Json,
  language,
  makeScope,
  parse,
  type Scope,
} from './index.ts'

/*
 * What people with bad intentions write: names that reach beyond the language, expressions that are too deep, too
 * big, or too much work, and patterns that make other engines hang.
 */

const row: Scope = makeScope('item', [{ key: 'note', label: 'Note', type: { kind: 'text' }, nullable: true }])
const scope: Scope = makeScope('deal', [
  { key: 'name', label: 'Name', type: { kind: 'text' }, nullable: true },
  { key: 'items', label: 'Items', type: { kind: 'rows', entity: 'item' }, nullable: false, rows: () => row },
  { key: 'owner', label: 'Owner', type: { kind: 'id', entity: 'user' }, nullable: true, target: () => row },
])
const now = '2026-03-31T03:00:00.000Z'
const codes = (expression: Expression): readonly (string | undefined)[] => {
  const result = check(expression, scope)
  return result.ok ? [] : result.problems.map(({ code }) => code)
}

const reached = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  ...Object.getOwnPropertyNames(String.prototype),
  'prototype',
  'globalThis',
  'process',
  'require',
  'this',
  'window',
  'self',
  'eval',
  'Function',
  'import',
  'mortise:var',
  'get name',
  '() => 1',
  'function(){}',
  '\\u0063onstructor',
  'constructor\u200b',
  'ｃonstructor',
  '${7*7}',
  '{{1+1}}',
  "';--",
  'a b',
  '$where',
  '_',
  '-',
  '0',
  'NaN',
  'null',
  'undefined',
  'true',
]
const names = [
  ...new Set(reached.flatMap((name) => [name, `${name}.constructor`, `owner.${name}`, `__proto__.${name}`])),
].filter((name) => !['name', 'owner', 'items'].includes(name))

describe('names that reach beyond', () => {
  it('are unknown wherever a name may stand', () => {
    expect(names.length).toBeGreaterThanOrEqual(300)
    for (const name of names) {
      if (name === 'owner.note') continue
      const places: readonly Expression[] = [
        { var: name },
        { var: [name, 1] },
        { sumOf: [{ var: name }, 1] },
        { countOf: [name] },
        { some: [{ var: 'items' }, { '==': [{ var: name }, 1] }] },
      ]
      for (const place of places)
        expect(
          codes(place).some((code) => code === 'EXPRESSION_NAME_UNKNOWN' || code === 'EXPRESSION_PATH'),
          JSON.stringify(place),
        ).toBe(true)
      expect(codes({ user: name })).toEqual(['EXPRESSION_NAME_UNKNOWN'])
      // Some names of methods are names of operators too.
      if (language.operators.has(name)) continue
      const call: Expression = JSON.parse(`{${JSON.stringify(name)}: [1]}`) as Expression
      expect(codes(call)).toEqual(['EXPRESSION_OPERATOR_UNKNOWN'])
      expect(() => evaluate(call, { row: {}, now })).toThrow(/EXPRESSION_INVALID/)
    }
    expect(Object.hasOwn(Object.prototype, '1')).toBe(false)
  })

  it('stay text in values: nothing a person stores is ever run', () => {
    for (const text of ['{{1+1}}', '${7*7}', '=1+1', '{"var":"name"}', '__proto__'])
      expect(evaluate({ concat: [{ var: 'name' }] }, { row: { name: text }, now }, scope)).toBe(text)
  })
})

describe('too much', () => {
  it('depth, nodes and text are refused before anything is walked', () => {
    let deep: Expression = true
    for (let i = 0; i < 50_000; i += 1) deep = { '!': [deep] }
    expect(codes(deep)).toEqual(['EXPRESSION_BUDGET'])
    let list: Json = []
    for (let i = 0; i < 2000; i += 1) list = [list]
    expect(codes({ in: [1, list] })).toEqual(['EXPRESSION_BUDGET'])
    expect(codes({ and: Array.from({ length: 20_000 }, () => true) })).toEqual(['EXPRESSION_BUDGET'])
    expect(codes({ '==': [{ var: 'name' }, 'x'.repeat(1_000_001)] })).toEqual(['EXPRESSION_BUDGET'])
  })

  it('text that grows is refused wherever it hides', () => {
    let growing: Expression = { var: 'name' }
    for (let i = 0; i < 12; i += 1) growing = { replace: [growing, 'a', { concat: [growing, growing] }] }
    for (const around of [
      growing,
      { len: [growing] },
      { countOf: ['items', { '>': [{ len: [growing] }, 1] }] },
    ])
      expect(codes(around)).toContain('EXPRESSION_BUDGET')
  })

  it('an evaluation stops when it has worked enough', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ row: { note: `n${index}` } }))
    const one = { countOf: ['items', { contains: [{ var: 'note' }, '9'] }] }
    const input = { row: { name: 'a'.repeat(900_000) }, rows: { items }, now }
    expect(evaluate(one, input, scope)).toBeGreaterThan(0)
    const many = { '+': Array.from({ length: 60 }, () => one) }
    expect(() => evaluate(many, input, scope)).toThrow(/EXPRESSION_BUDGET/)
    const long = { len: [{ replace: [{ var: 'name' }, 'a', 'bbb'] }] }
    expect(() => evaluate(long, input, scope)).toThrow(/EXPRESSION_BUDGET/)
    expect(budget.steps).toBeGreaterThan(1_000_000)
  })

  it('deep text is refused by the parser at its place', () => {
    expect(parse('('.repeat(100_000))).toMatchObject({ ok: false })
    expect(parse(`${'-'.repeat(100_000)}1`)).toMatchObject({ ok: false })
    expect(parse(`${'!'.repeat(5000)}a`)).toMatchObject({ ok: false })
    expect(parse('1 + '.repeat(50_000))).toMatchObject({ ok: false })
  })
})

describe('patterns that make other engines hang', () => {
  const evil = [
    '(a+)+$',
    '(a*)*$',
    '(a|a)*$',
    '(a|aa)+$',
    '(.*)*x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a?){40}a{40}$',
  ]

  it('answer in linear time', () => {
    const name = `${'a'.repeat(50_000)}!`
    for (const pattern of evil)
      expect(evaluate({ matches: [{ var: 'name' }, pattern] }, { row: { name }, now }, scope)).toBeTypeOf(
        'boolean',
      )
  })

  it('are refused when they look around or back', () => {
    for (const pattern of ['(?=a)', '(?<!a)b', '(a)\\1', '(?>a)', 'a{1,5000}'])
      expect(codes({ matches: [{ var: 'name' }, pattern] })).toEqual(['EXPRESSION_PATTERN'])
  })
})
