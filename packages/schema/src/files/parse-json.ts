import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { problem } from '../errors.ts'
import { pointer } from '../pointer.ts'

/** Parsed JSON, or what is wrong with the text. */
export type ParsedFile = { readonly json?: Json; readonly problems: readonly ErrorDetail[] }

/** Names that must never become keys: they reach a prototype in careless code. */
const forbidden = new Set(['__proto__'])

type Frame = { readonly keys: Set<string> | undefined; at: string | number }

/**
 * Finds keys that stand twice in one object (`JSON.parse` silently keeps the last) and forbidden ones. The text is known
 * to be JSON, so that reading its strings and brackets is enough.
 */
function keyProblems(text: string, file: string): readonly ErrorDetail[] {
  const problems: ErrorDetail[] = []
  const frames: Frame[] = []
  const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/g
  for (const [token, colon] of text.matchAll(tokens)) {
    const frame = frames.at(-1)
    if (token === '{') frames.push({ keys: new Set(), at: '' })
    else if (token === '[') frames.push({ keys: undefined, at: 0 })
    else if (token === '}' || token === ']') frames.pop()
    else if (token === ',' && typeof frame?.at === 'number') frame.at += 1
    else if (colon !== undefined && frame?.keys !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string
      frame.at = name
      const at = { file, path: pointer(frames.map((one) => one.at)) }
      if (forbidden.has(name)) problems.push(problem('FILE_KEY_FORBIDDEN', at, { name }))
      else if (frame.keys.has(name)) problems.push(problem('FILE_KEY_TWICE', at, { name }))
      frame.keys.add(name)
    }
  }
  return problems
}

/** Line and column (from 1) of the place a JSON error speaks of; the end of the text when it names none. */
function placeOf(error: unknown, text: string): { readonly line: number; readonly column: number } {
  const said = /position (\d+)/.exec(error instanceof Error ? error.message : '')
  const before = text.slice(0, said?.[1] === undefined ? text.length : Number(said[1])).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** Reads the text of one file. A byte order mark is taken off. */
export function parseFile(text: string, file: string): ParsedFile {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  try {
    const json = JSON.parse(bare) as Json
    const problems = keyProblems(bare, file)
    return problems.length === 0 ? { json, problems } : { problems }
  } catch (error) {
    return { problems: [problem('FILE_NOT_JSON', { file, path: '' }, placeOf(error, bare))] }
  }
}
