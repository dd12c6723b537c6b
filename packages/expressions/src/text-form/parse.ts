import { text } from '@mortise/errors'
import { hintOf } from '../hint.ts'
import { budget } from '../budget.ts'
import { canonicalDecimal } from '../decimal.ts'
import type { Operator } from '../operator.ts'
import type { Expression, Json } from '../types.ts'
import { functionNames, infixSigns, words } from './names.ts'
import { newPlaces, type Places, type Span } from './places.ts'
import { fail, ParseFailure, type ParseProblem, type Token, tokenize } from './tokens.ts'

/**
 * An expression, or the exact place of the first mistake (`at` and `length` count UTF-16 units). `place` finds in the
 * text what the checker complains about.
 */
export type ParseResult =
  | {
      readonly ok: true
      readonly expression: Expression
      readonly place: (pointer: string) => Span | undefined
    }
  | { readonly ok: false; readonly problem: ParseProblem }

type Parser = {
  readonly tokens: readonly Token[]
  readonly signs: ReadonlyMap<string, Operator>
  readonly functions: ReadonlyMap<string, Operator>
  readonly places: Places
  /** Where the arguments of the call read last stand. */
  parts: readonly Span[]
  next: number
  depth: number
}

const endToken: Token = { kind: 'end', text: '', at: 0, length: 0 }
const peek = (parser: Parser, ahead: number = 0): Token => parser.tokens[parser.next + ahead] ?? endToken

/** Reads the text form, with names of either language, into the JSON form. */
export function parseText(operators: ReadonlyMap<string, Operator>, source: string): ParseResult {
  try {
    const parser: Parser = {
      tokens: tokenize(source),
      signs: infixSigns(operators),
      functions: functionNames(operators),
      places: newPlaces(),
      parts: [],
      next: 0,
      depth: 0,
    }
    const expression = readInfix(parser, 0)
    const rest = peek(parser)
    if (rest.kind !== 'end') fail(rest, text(`“${rest.text}”在这里多余`, `"${rest.text}" is too much here`))
    return { ok: true, expression, place: (pointer) => parser.places.find(expression, pointer) }
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Reads operands joined by signs that bind at least as strongly as `strength`. */
function readInfix(parser: Parser, strength: number): Json {
  parser.depth += 1
  if (parser.depth > budget.depth * 4) fail(peek(parser), text('嵌套太深', 'nested too deeply'))
  const start = parser.next
  let left = readOperand(parser)
  for (
    let operator = signAt(parser);
    operator?.infix && operator.infix.binds >= strength;
    operator = signAt(parser)
  )
    left = readRight(parser, { left, start }, operator)
  parser.depth -= 1
  return left
}

function signAt(parser: Parser): Operator | undefined {
  const token = peek(parser)
  return token.kind === 'sign' || token.kind === 'name'
    ? parser.signs.get(token.text.toLowerCase())
    : undefined
}

/** Reads the rest of `left + right + …`; a chain of one operator is one call. */
function readRight(
  parser: Parser,
  { left, start }: { readonly left: Json; readonly start: number },
  operator: Operator,
): Json {
  const binds = (operator.infix?.binds ?? 0) + 1
  const args: Json[] = [left]
  const parts = [spanFrom(parser, start)]
  do {
    parser.next += 1
    const from = parser.next
    args.push(readInfix(parser, binds))
    parts.push(spanFrom(parser, from))
  } while (operator.infix?.chain && signAt(parser) === operator)
  const made = { [operator.name]: args }
  parser.places.note(made, spanFrom(parser, start), parts)
  return made
}

/** What stands from a token up to the one read last. */
function spanFrom(parser: Parser, start: number): Span {
  const [first, last] = [parser.tokens[start] ?? endToken, parser.tokens[parser.next - 1] ?? endToken]
  return { at: first.at, length: Math.max(0, last.at + last.length - first.at) }
}

function readOperand(parser: Parser): Json {
  const start = parser.next
  const made = readUnit(parser)
  if (typeof made !== 'object' || made === null || Array.isArray(made)) return made
  const { parts } = parser
  parser.places.note(made, spanFrom(parser, start), parts)
  return made
}

function readUnit(parser: Parser): Json {
  const token = peek(parser)
  parser.next += 1
  parser.parts = []
  if (token.kind === 'number') return readNumber(token)
  if (token.kind === 'text') return unquote(token)
  if (token.kind === 'quoted') return { var: token.text.slice(1, -1).replaceAll(/\\(.)/g, '$1') }
  if (token.kind === 'name') return readName(parser, token)
  if (token.text === '(') return readBracket(parser)
  if (token.text === '[') return readList(parser, ']')
  if (token.text === '-') return readMinus(parser)
  if (token.text === '!') return readSingle(parser, '!')
  if (token.kind === 'end')
    fail(token, text('公式没写完：这里缺一个值', 'the formula ends early: a value is missing here'))
  return fail(token, text(`这里应为一个值，不是“${token.text}”`, `a value is missing before "${token.text}"`))
}

// JSON numbers are doubles: what they cannot hold must not change silently.
function readNumber(token: Token): number {
  const number = Number(token.text)
  if (canonicalDecimal(number) !== canonicalDecimal(token.text))
    fail(token, text('数字的位数太多，无法准确保存', 'this number has more digits than can be kept exactly'))
  return number
}

function unquote(token: Token): string {
  if (token.text.startsWith('“')) return token.text.slice(1, -1)
  try {
    return JSON.parse(token.text) as string
  } catch {
    return fail(
      token,
      text('文本里的反斜杠写法有误', 'a backslash in this text is followed by a wrong letter'),
    )
  }
}

function readBracket(parser: Parser): Json {
  const inner = readInfix(parser, 0)
  expectSign(parser, ')')
  parser.parts = parser.places.partsOf(inner)
  return inner
}

function expectSign(parser: Parser, sign: string): void {
  const token = peek(parser)
  if (token.text !== sign || token.kind !== 'sign')
    fail(token, text(`这里缺少“${sign}”`, `"${sign}" is missing here`))
  parser.next += 1
}

function readList(parser: Parser, end: string): Json[] {
  const start = parser.next - 1
  const items: Json[] = []
  const parts: Span[] = []
  if (peek(parser).text === end && peek(parser).kind === 'sign') {
    parser.next += 1
    return items
  }
  for (;;) {
    const from = parser.next
    items.push(readInfix(parser, 0))
    parts.push(spanFrom(parser, from))
    if (peek(parser).kind !== 'sign' || peek(parser).text !== ',') break
    parser.next += 1
  }
  expectSign(parser, end)
  parser.places.note(items, spanFrom(parser, start), parts)
  parser.parts = parts
  return items
}

/** A sign before one value. */
function readSingle(parser: Parser, name: string): Json {
  const from = parser.next
  const made = { [name]: [readInfix(parser, 8)] }
  parser.parts = [spanFrom(parser, from)]
  return made
}

function readMinus(parser: Parser): Json {
  const token = peek(parser)
  if (token.kind !== 'number') return readSingle(parser, '-')
  parser.next += 1
  return -readNumber(token)
}

function readName(parser: Parser, token: Token): Json {
  const lower = token.text.toLowerCase()
  const called = peek(parser).kind === 'sign' && peek(parser).text === '('
  if (!called) {
    if (Object.hasOwn(words, lower)) return words[lower] ?? null
    if (parser.signs.has(lower))
      fail(token, text(`“${token.text}”前面缺一个值`, `a value is missing before "${token.text}"`))
    return { var: token.text }
  }
  const operator = parser.functions.get(lower)
  if (operator === undefined) {
    const { zh, en } = hintOf(lower, parser.functions.keys())
    fail(
      token,
      text(`没有函数“${token.text}”${zh.toUpperCase()}`, `there is no function "${token.text}"${en}`),
    )
  }
  parser.next += 1
  const args = readList(parser, ')')
  const single = operator.kind === 'name' && args.length === 1 && typeof args[0] === 'string'
  return { [operator.name]: single ? (args[0] ?? null) : args }
}
