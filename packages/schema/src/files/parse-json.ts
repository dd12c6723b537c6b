import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { problem } from '../errors.ts'
import { pointer } from '../pointer.ts'

/** Parsed JSON, or what is wrong with the text. */
export type ParsedFile = { readonly json?: Json; readonly problems: readonly ErrorDetail[] }

/** Names that must never become keys: they reach a prototype in careless code. */
const forbidden = new Set(['__proto__'])

type Frame = { readonly keys: Set<string> | undefined; at: string | number }

/** Where the string that begins at `from` ends: its closing quote. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  // A quote behind an odd number of backslashes is part of the string.
  while (text[end - 1] === '\\') {
    let first = end - 1
    while (text[first - 1] === '\\') first -= 1
    if ((end - first) % 2 === 0) break
    end = text.indexOf('"', end + 1)
  }
  return end
}

const blanks = new Set([' ', '\n', '\r', '\t'])

/** Whether a colon follows the string that ends there: it is the name of what comes then. */
function isNamed(text: string, end: number): boolean {
  let next = end + 1
  while (blanks.has(text[next] ?? '')) next += 1
  return text[next] === ':'
}

const nameIn = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)

/**
 * Finds keys that stand twice in one object (`JSON.parse` silently keeps the last) and forbidden ones. The text is known
 * to be JSON, so that reading its strings and brackets is enough.
 */
function keyProblems(text: string, file: string): readonly ErrorDetail[] {
  const problems: ErrorDetail[] = []
  const frames: Frame[] = []
  const atKey = (frame: Frame, keys: Set<string>, name: string): void => {
    frame.at = name
    const code = forbidden.has(name) ? 'FILE_KEY_FORBIDDEN' : keys.has(name) ? 'FILE_KEY_TWICE' : undefined
    if (code !== undefined)
      problems.push(problem(code, { file, path: pointer(frames.map((one) => one.at)) }, { name }))
    keys.add(name)
  }
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at]
    const frame = frames.at(-1)
    if (mark === '{') frames.push({ keys: new Set(), at: '' })
    else if (mark === '[') frames.push({ keys: undefined, at: 0 })
    else if (mark === '}' || mark === ']') frames.pop()
    else if (mark === ',' && typeof frame?.at === 'number') frame.at += 1
    else if (mark === '"') {
      const end = endOfString(text, at)
      // A string is a name where a colon follows it.
      if (frame?.keys !== undefined && isNamed(text, end))
        atKey(frame, frame.keys, nameIn(text.slice(at, end + 1)))
      at = end
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
