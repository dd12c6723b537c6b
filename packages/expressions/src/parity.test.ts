import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  check,
  type Expression,
  evaluate,
  interpret,
  normalizeExpression,
  parse,
  pathsOf,
  print,
} from './index.ts'
import { builtinOperators } from './operators/index.ts'
import { chanceOf, checkedExpression, testScope } from './testing/random-expressions.ts'
import { inputOf, randomWorld } from './testing/random-records.ts'

const kinds = ['boolean', 'boolean', 'number', 'text', 'date', 'datetime', 'time', 'set']
const chance = chanceOf(7)
const expressions: readonly Expression[] = Array.from({ length: 900 }, () =>
  checkedExpression(chance, chance.pick(kinds), 1 + chance.below(4)),
)
const world = randomWorld(chance, 5)
const inputs = world.main.map((main) =>
  inputOf(world, main, { now: '2026-03-31T17:00:00.000Z', fiscalYearStart: 4 }),
)

it('closures and json-logic-js give the same answers, with a scope and without', { timeout: 30_000 }, () => {
  for (const expression of expressions)
    for (const input of inputs) {
      expect(evaluate(expression, input, testScope), JSON.stringify(expression)).toEqual(
        interpret(expression, input, testScope),
      )
      // What a lookup asks is checked where it is answered, so it needs the types.
      if (!JSON.stringify(expression).includes('lookup'))
        expect(evaluate(expression, input)).toEqual(interpret(expression, input))
    }
})

it('reads back every expression it prints, in both languages', () => {
  for (const expression of expressions)
    for (const locale of ['en', 'zh'] as const) {
      const text = print(expression, locale)
      const read = parse(text)
      expect(read.ok && read.expression, text).toEqual(normalizeExpression(expression))
    }
})

it('finds the same paths with and without checking', () => {
  for (const expression of expressions) {
    const result = check(expression, testScope)
    expect(result.ok && result.info.deps.paths).toEqual(pathsOf(expression))
  }
})

it('reads every example of the help, and no name stands for two operators', () => {
  for (const operator of builtinOperators) {
    const read = parse(operator.help.example)
    expect(read, operator.help.example).toMatchObject({ ok: true })
    expect(JSON.stringify(read.ok && read.expression)).toContain(JSON.stringify(operator.name))
  }
  for (const locale of ['zh', 'en'] as const) {
    const names = builtinOperators.map(({ help }) => help.names[locale].toLowerCase())
    expect(new Set(names).size).toBe(names.length)
  }
})

it('lists every operator file', () => {
  const files = readdirSync(new URL('operators', import.meta.url))
  const operators = files.filter((file) => file !== 'index.ts' && !file.startsWith('shared-'))
  expect(operators).toHaveLength(builtinOperators.length)
  expect(new Set(builtinOperators.map(({ name }) => name)).size).toBe(builtinOperators.length)
})
