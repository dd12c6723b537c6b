import { type Localized, text } from '@mortise/errors'

/** A piece of the text form, with its place. */
export type Token = {
  readonly kind: 'number' | 'text' | 'name' | 'quoted' | 'sign' | 'end'
  readonly text: string
  readonly at: number
  readonly length: number
}

/** What is wrong with a text, and where exactly. */
export type ParseProblem = { readonly at: number; readonly length: number; readonly message: Localized }

/** Thrown inside the parser only. */
export class ParseFailure extends Error {
  readonly problem: ParseProblem
  constructor(problem: ParseProblem) {
    super(problem.message.en)
    this.name = 'ParseFailure'
    this.problem = problem
  }
}

/** Stops at a place. */
export function fail(token: { readonly at: number; readonly length: number }, message: Localized): never {
  throw new ParseFailure({ at: token.at, length: token.length, message })
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /\d+(\.\d+)?([eE][+-]?\d+)?/y],
  ['text', /"(?:[^"\\\n]|\\.)*"|“[^”]*”/y],
  ['quoted', /`(?:[^`\\]|\\.)*`|\{[^{}"`\\\n]+\}|｛[^｛｝"`\\\n]+｝/y],
  ['name', /[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*/uy],
  ['sign', /==|!=|<=|>=|\?\?|[-+*/%<>=!(),[\]，（）]/y],
]

const wide: { readonly [sign: string]: string } = { '，': ',', '（': '(', '）': ')', '=': '==' }

/** Cuts a text into tokens; full-width brackets and commas of Chinese keyboards are fine. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    const space = /\s*/y
    space.lastIndex = at
    at += space.exec(source)?.[0].length ?? 0
    if (at >= source.length) break
    const token = nextToken(source, at)
    tokens.push(token)
    at += token.length
  }
  return [...tokens, { kind: 'end', text: '', at, length: 0 }]
}

function nextToken(source: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined)
      return { kind, text: kind === 'sign' ? (wide[found] ?? found) : found, at, length: found.length }
  }
  const sign = String.fromCodePoint(source.codePointAt(at) ?? 0)
  const place = { at, length: sign.length }
  if (sign === '"' || sign === '“')
    fail({ at, length: source.length - at }, text('这段文本没有结束的引号', 'this text has no closing quote'))
  return fail(place, text(`不认识的符号“${sign}”`, `"${sign}" has no meaning here`))
}
