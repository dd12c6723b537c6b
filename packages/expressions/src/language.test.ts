import { describe, expect, it } from 'vitest'
import { chanceOf, checkedExpression, testFields, testScope } from './testing/random-expressions.ts'
import { inputOf, randomWorld } from './testing/random-records.ts'
import { check, type Expression, type Json, evaluate, makeScope, parse, print, type Scope } from './index.ts'

const person: Scope = makeScope('user', [
  { key: 'name', label: 'Name', type: { kind: 'text' }, nullable: false },
])
const item: Scope = makeScope('item', [
  { key: 'price', label: 'Price', type: { kind: 'number' }, nullable: true },
  { key: 'quantity', label: 'Quantity', type: { kind: 'number' }, nullable: true },
])
const deal: Scope = makeScope('deal', [
  { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
  { key: 'name', label: 'Name', type: { kind: 'text' }, nullable: true },
  { key: 'stage', label: 'Stage', type: { kind: 'text' }, nullable: true },
  { key: 'due', label: 'Due', type: { kind: 'date' }, nullable: true },
  { key: 'made_at', label: 'Made', type: { kind: 'datetime' }, nullable: true },
  { key: 'won', label: 'Won', type: { kind: 'boolean' }, nullable: true },
  { key: 'tags', label: 'Tags', type: { kind: 'set', of: 'text' }, nullable: true },
  { key: 'files', label: 'Files', type: { kind: 'json' }, nullable: true, sql: false },
  {
    key: 'owner',
    label: 'Owner',
    type: { kind: 'id', entity: 'user' },
    nullable: true,
    target: () => person,
  },
  { key: 'items', label: 'Items', type: { kind: 'rows', entity: 'item' }, nullable: false, rows: () => item },
])
const now = '2026-03-31T03:00:00.000Z'
const row = {
  amount: '10.5',
  name: 'Ann',
  due: '2026-03-30',
  made_at: '2026-03-30T16:30:00.000Z',
  tags: ['a', 'b'],
}
const value = (expression: Expression, values: { [key: string]: Json } = row): Json =>
  evaluate(expression, { row: values, now }, deal)

function problems(expression: Expression): readonly string[] {
  const result = check(expression, deal)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message.en}`)
}

describe('conditions', () => {
  it('sees null as a value only in == and !=', () => {
    expect(value({ '<': [null, 5] })).toBe(false)
    expect(value({ '<=': [{ var: 'amount' }, 0] }, {})).toBe(false)
    expect(value({ '==': [{ var: 'amount' }, null] }, {})).toBe(true)
    expect(value({ '!=': [{ var: 'amount' }, 5] }, {})).toBe(true)
    expect(value({ '!': [{ var: 'won' }] }, {})).toBe(true)
  })

  it('takes an empty text and an empty set for nothing', () => {
    expect(value({ '==': [{ var: 'name' }, ''] }, { name: '' })).toBe(true)
    expect(value({ '==': [{ var: 'tags' }, null] }, { tags: [] })).toBe(true)
    expect(value({ contains: [{ var: 'name' }, ''] })).toBe(false)
  })

  it('compares a range with three values, text by code point and sets without order', () => {
    expect(value({ '<': [1, { var: 'amount' }, 11] })).toBe(true)
    expect(value({ '<': ['\uffff', '𠮷'] })).toBe(true)
    expect(value({ '==': [{ var: 'tags' }, ['b', 'a']] })).toBe(true)
  })

  it('keeps texts that look like numbers apart from numbers when the scope tells', () => {
    const texts = makeScope(
      't',
      ['a', 'b'].map((key) => ({ key, label: key, type: { kind: 'text' }, nullable: true })),
    )
    const expression = { '<': [{ var: 'a' }, { var: 'b' }] }
    expect(evaluate(expression, { row: { a: '10.5', b: '9.5' }, now }, texts)).toBe(true)
    expect(evaluate(expression, { row: { a: '10.5', b: '9.5' }, now })).toBe(false)
  })
})

describe('values', () => {
  it('computes decimals exactly and nothing from nothing', () => {
    expect(value({ '+': [0.1, 0.2] })).toBe('0.3')
    expect(value({ '+': [{ var: 'amount' }, null] })).toBe(null)
    expect(value({ '/': [1, 0] })).toBe(null)
    expect(value({ round: [-2.5] })).toBe(-3)
    expect(value({ '%': [-7, 3] })).toBe(-1)
    expect(value({ max: [1, null, 3] })).toBe(3)
  })

  it('cuts texts by letters, not by halves of letters', () => {
    expect(value({ substr: ['𠮷a', 0, 1] })).toBe('𠮷')
    expect(value({ len: ['𠮷a'] })).toBe(2)
  })

  it('knows dates in the time zone of the workspace', () => {
    expect(value({ today: [] })).toBe('2026-03-31')
    expect(value({ dateAdd: ['2024-01-31', 1, 'month'] })).toBe('2024-02-29')
    expect(value({ dateIn: [{ var: 'made_at' }, 'today'] })).toBe(true)
    expect(value({ dateIn: [{ var: 'due' }, 'yesterday'] })).toBe(true)
    expect(value({ concat: [{ var: 'made_at' }] })).toBe('2026-03-31 00:30')
  })

  it('aggregates rows, also when there are none', () => {
    const rows = { items: [{ row: { price: '1.5', quantity: 2 } }, { row: { price: null, quantity: 1 } }] }
    const sum = { sumOf: [{ var: 'items' }, { '*': [{ var: 'price' }, { var: 'quantity' }] }] }
    expect(evaluate(sum, { row: {}, rows, now }, deal)).toBe(3)
    expect(value(sum)).toBe(0)
    expect(value({ avgOf: [{ var: 'items' }, { var: 'price' }] })).toBe(null)
    expect(value({ all: [{ var: 'items' }, true] })).toBe(false)
    expect(value({ none: [{ var: 'items' }, true] })).toBe(true)
  })

  it('reads links and the acting user', () => {
    const input = { row: { owner: 'u' }, links: { owner: { row: { name: 'Bo' } } }, now }
    expect(evaluate({ var: 'owner.name' }, input, deal)).toBe('Bo')
    const user = { id: 'u', dept: null, deptTree: [], roles: ['sales'], subordinates: [], attr: {} }
    expect(evaluate({ '==': [{ var: 'owner' }, { user: 'id' }] }, { ...input, user }, deal)).toBe(true)
    expect(evaluate({ in: ['sales', { user: 'roles' }] }, { ...input, user }, deal)).toBe(true)
  })
})

describe('checking', () => {
  it('names the place and the nearest known name', () => {
    expect(problems({ '>': [{ var: 'amout' }, 1] })).toEqual([
      '/>/0/var there is no "amout" in "deal"; did you mean "amount"?',
    ])
    expect(problems({ contain: [{ var: 'name' }, 'x'] })[0]).toContain('did you mean "contains"')
    expect(problems({ '==': [{ var: 'amount' }, 'x'] })).toHaveLength(1)
    expect(problems({ dateIn: [{ var: 'due' }, 'thisMonths'] })[0]).toContain('did you mean "thisMonth"')
  })

  it('reads literal texts as dates, refuses dates that do not exist', () => {
    expect(problems({ '>=': [{ var: 'due' }, '2026-02-28'] })).toEqual([])
    expect(problems({ '>=': [{ var: 'due' }, '2026-02-30'] })).toHaveLength(1)
  })

  it('never reaches a prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'owner.constructor']) {
      expect(problems({ var: name })).toHaveLength(1)
      expect(() => evaluate({ var: name }, { row: {}, now })).toThrow(/EXPRESSION_INVALID/)
    }
  })

  it('refuses what is too deep or too big', () => {
    let deep: Expression = true
    for (let i = 0; i < 100; i += 1) deep = { '!': [deep] }
    expect(problems(deep)[0]).toContain('too big')
    expect(problems({ '+': Array.from({ length: 10_001 }, () => 1) })[0]).toContain('too big')
    let growing: Expression = { var: 'name' }
    for (let i = 0; i < 30; i += 1) growing = { replace: [growing, 'a', 'aaaa'] }
    expect(problems(growing)[0]).toContain('too big')
  })

  it('tells what it found out', () => {
    const result = check(
      {
        and: [
          { '>': [{ var: 'owner.name' }, 'a'] },
          { some: [{ var: 'items' }, { '>': [{ var: 'price' }, 1] }] },
        ],
      },
      deal,
    )
    expect(result).toMatchObject({
      ok: true,
      info: { type: { kind: 'boolean' }, nullable: false, backends: ['javascript', 'postgres'] },
    })
    expect(result.ok && result.info.deps.paths).toEqual(['items', 'items.price', 'owner.name'])
  })
})

describe('patterns', () => {
  it('run in linear time, and wrong ones are refused', () => {
    expect(value({ matches: [{ var: 'name' }, '(a+)+$'] }, { name: `${'a'.repeat(50_000)}!` })).toBe(false)
    expect(value({ matches: [{ var: 'name' }, '^A.n$'] })).toBe(true)
    expect(problems({ matches: [{ var: 'name' }, '('] })).toHaveLength(1)
    expect(problems({ matches: [{ var: 'name' }, 'a'.repeat(501)] })).toHaveLength(1)
    expect(problems({ matches: [{ var: 'name' }, { var: 'stage' }] })).toHaveLength(1)
  })
})

describe('the value from before a change', () => {
  const before = { row: { stage: 'won' }, previous: { stage: 'open' }, isNew: false, now }

  it('is there where the place allows it', () => {
    const expression = {
      and: [{ changed: 'stage' }, { '==': [{ prev: 'stage' }, 'open'] }, { '!': [{ isNew: [] }] }],
    }
    expect(evaluate(expression, before, deal)).toBe(true)
    expect(check(expression, deal, { allow: { previous: true } })).toMatchObject({
      ok: true,
      info: { backends: ['javascript'] },
    })
    expect(check(expression, deal)).toMatchObject({ ok: false })
  })
})

describe('evaluation', () => {
  it('never throws, whatever the record holds', () => {
    const chance = chanceOf(3)
    const junk: readonly Json[] = [
      '',
      'x',
      'NaN',
      -0,
      1e300,
      true,
      [],
      [null],
      [1, 'a'],
      { a: 1 },
      '2026-02-30',
      '25:00',
      null,
    ]
    for (let i = 0; i < 2000; i += 1) {
      const expression = checkedExpression(
        chance,
        chance.pick(['boolean', 'number', 'text', 'date', 'datetime']),
        3,
      )
      const values = Object.fromEntries(testFields.map(({ key }) => [key, chance.pick(junk)]))
      const input = {
        row: values,
        links: { owner: { row: values } },
        rows: { children: [{ row: values }] },
        now,
      }
      expect(() => evaluate(expression, input, testScope), JSON.stringify([expression, values])).not.toThrow()
      expect(() => evaluate(expression, input), JSON.stringify([expression, values])).not.toThrow()
    }
  })

  it('needs no scope for the same answer, except where texts pass for numbers', () => {
    const chance = chanceOf(4)
    const world = randomWorld(chance, 5)
    for (let i = 0; i < 1000; i += 1) {
      const expression = checkedExpression(
        chance,
        chance.pick(['boolean', 'number', 'text', 'date', 'datetime']),
        2,
      )
      if (/text_|lookup/.test(JSON.stringify(expression))) continue
      for (const main of world.main) {
        const input = inputOf(world, main, { now })
        expect(evaluate(expression, input), JSON.stringify(expression)).toEqual(
          evaluate(expression, input, testScope),
        )
      }
    }
  })
})

describe('the text form', () => {
  it('prints in both languages and reads both back', () => {
    const expression = { if: [{ '>': [{ var: 'amount' }, 50_000] }, 'CFO', 'Manager'] }
    expect(print(expression, 'en')).toBe('IF(amount > 50000, "CFO", "Manager")')
    expect(print(expression, 'zh')).toBe('如果(amount > 50000, "CFO", "Manager")')
    for (const locale of ['en', 'zh'] as const)
      expect(parse(print(expression, locale))).toMatchObject({ ok: true, expression })
  })

  it('finds the place of what the checker complains about', () => {
    const marked = (text: string): readonly string[] => {
      const read = parse(text)
      if (!read.ok) return ['does not parse']
      const result = check(read.expression, deal)
      if (result.ok) return []
      return result.problems.map(({ path }) => {
        const span = read.place(path ?? '')
        return span === undefined ? '?' : text.slice(span.at, span.at + span.length)
      })
    }
    expect(marked('amount > 5 and nam == "x"')).toEqual(['nam'])
    expect(marked('IF(won, amount, (amount + LEN( stge )) * 2)')).toEqual(['stge'])
    expect(marked('amount == "x"')).toEqual(['"x"'])
    expect(marked('stage in ["a", amout]')).toEqual(['amout'])
    expect(marked('SUMOF(items, price * quantty)')).toEqual(['quantty'])
    expect(marked('-(name)')).toEqual(['(name)'])
    expect(marked('LEN()')).toEqual(['LEN()'])
    expect(marked('DATEIN(due, "thisMonths")')).toEqual(['"thisMonths"'])
  })

  it('says where a mistake is', () => {
    expect(parse('amount > ')).toMatchObject({ ok: false, problem: { at: 9 } })
    expect(parse('a + 0.12345678901234567890')).toMatchObject({ ok: false, problem: { at: 4, length: 22 } })
    expect(parse('SUMM(a)')).toMatchObject({ ok: false, problem: { at: 0, length: 4 } })
    expect(parse('a + (b')).toMatchObject({ ok: false, problem: { at: 6 } })
  })
})
