import { RE2JS } from 're2js'
import { type FoundValue, type TermKind, valuesIn } from './values.ts'

/** What is looked for in a text, and the field that takes it. */
export type Term = {
  readonly field: string
  readonly kind: TermKind
  /** Words that stand by the value, such as 付款期限 or “payment terms”; none needed beside a pattern. */
  readonly labels: readonly string[]
  /** A regular expression of RE2, which runs in linear time; its first group is the value, else all of it. */
  readonly pattern?: string
}

/** A term with its value and the passage it was read from. */
export type FoundTerm = { readonly term: Term; readonly value: string | number; readonly passage: string }

/** Terms that were found, and those that were not. */
export type Terms = { readonly found: readonly FoundTerm[]; readonly missing: readonly Term[] }

/** How far behind and before its label a value may stand, in characters. */
const reach = { behind: 80, before: 40 }
const longestPattern = 500
const sentenceEnd = /[。；;]|\.\s|\n\s*\n/
const cjk = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/

/** Signs that look like plain ones: full-width letters, digits, %, and the doubles that PDFs have of some characters. */
const lookalikes = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e\u2f00-\u2fdf\uf900-\ufaff]/g

/** A short line of this form is a headline: what follows is not its rest. */
const headline =
  /^(?:第[零一二三四五六七八九十百\d]{1,6}[条章节]|[一二三四五六七八九十]{1,3}、|(?:article|section)\s)/i

/** Look-alikes as what they look like, and lines that only the page broke as one; a blank line stays. */
export function plainText(text: string): string {
  const lines = text
    .replaceAll(lookalikes, (sign) => sign.normalize('NFKC'))
    .replaceAll('\r\n', '\n')
    .split('\n')
  let made = ''
  let heading = false
  for (const line of lines.map((one) => one.replaceAll(/[ \t\u00a0]+/g, ' ').trim())) {
    if (line === '') made = made.endsWith('\n') || made === '' ? made : `${made}\n\n`
    else if (made === '' || made.endsWith('\n') || heading || startsClause(line))
      made += made === '' || made.endsWith('\n') ? line : `\n${line}`
    else made += cjk.test(made.at(-1) ?? '') || cjk.test(line[0] ?? '') ? line : ` ${line}`
    heading = line.length <= 24 && headline.test(line) && !/[，。；,;.]$/.test(line)
  }
  return made
}

/** Whether a line begins something of its own: a numbered clause, or a name with a colon. */
function startsClause(line: string): boolean {
  return /^(?:第[零一二三四五六七八九十百\d]{1,6}[条章节]|\d{1,3}(?:\.\d{1,3}){0,3}[.、)\s]|[一二三四五六七八九十]{1,3}、|\(?[一二三四五六七八九十\d]{1,3}\)|article\s|section\s|[^:：。；;]{1,20}[:：])/i.test(
    line,
  )
}

/** Begin and end of what was found, widened to its sentence; a passage is at most so long. */
function passageOf(text: string, from: number, to: number): string {
  const before = text.slice(Math.max(0, from - 60), from)
  const after = text.slice(to, to + 60)
  const start = [...before.matchAll(/[。；;\n]|\.\s/g)].map((one) => one.index + one[0].length).at(-1) ?? 0
  const end = after.search(/[。；;\n]|\.(?:\s|$)/)
  return (before.slice(start) + text.slice(from, to) + (end < 0 ? after : after.slice(0, end + 1))).trim()
}

function firstByPattern(text: string, term: Term): FoundTerm | undefined {
  const { pattern = '' } = term
  if (pattern === '' || pattern.length > longestPattern) return undefined
  const matcher = RE2JS.compile(pattern).matcher(text)
  while (matcher.find()) {
    const words = (matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? ''
    const value =
      term.kind === 'text'
        ? words.trim()
        : (valuesIn(words, term.kind)[0]?.value ?? plainValue(words, term.kind))
    if (value !== undefined && value !== '')
      return { term, value, passage: passageOf(text, matcher.start(), matcher.end()) }
  }
  return undefined
}

/** A bare number in the group of a pattern, whose unit stands outside of it. */
function plainValue(words: string, kind: TermKind): string | number | undefined {
  const bare = words.trim().replaceAll(',', '')
  if (!/^\d{1,15}(?:\.\d{1,6})?$/.test(bare)) return undefined
  if (kind === 'days') return Number(bare)
  return kind === 'amount' ? bare : undefined
}

/** Places of a label, without regard to case. */
function placesOf(lower: string, label: string): readonly number[] {
  const places: number[] = []
  const sought = label.toLowerCase()
  for (
    let at = lower.indexOf(sought);
    sought !== '' && at >= 0 && places.length < 200;
    at = lower.indexOf(sought, at + sought.length)
  )
    places.push(at)
  return places
}

/** The value nearest behind the label in its sentence, else the nearest before it. */
function byLabel(
  text: string,
  at: number,
  { kind, length }: { readonly kind: TermKind; readonly length: number },
): FoundValue | undefined {
  const behindAt = at + length
  const behind = text.slice(behindAt, behindAt + reach.behind)
  const stop = behind.search(sentenceEnd)
  const [next] = valuesIn(stop < 0 ? behind : behind.slice(0, stop + 1), kind)
  if (next !== undefined) return { ...next, at: behindAt + next.at, end: behindAt + next.end }
  if (kind === 'text') return undefined
  const beforeAt = Math.max(0, at - reach.before)
  const before =
    text
      .slice(beforeAt, at)
      .split(/[。；;\n]/)
      .at(-1) ?? ''
  const last = valuesIn(before, kind).at(-1)
  const shift = at - before.length
  return last === undefined ? undefined : { ...last, at: shift + last.at, end: shift + last.end }
}

function firstByLabel(text: string, lower: string, term: Term): FoundTerm | undefined {
  for (const label of term.labels)
    for (const at of placesOf(lower, label)) {
      const found = byLabel(text, at, { kind: term.kind, length: label.length })
      if (found !== undefined) {
        const [from, to] = [Math.min(at, found.at), Math.max(at + label.length, found.end)]
        return { term, value: found.value, passage: passageOf(text, from, to) }
      }
    }
  return undefined
}

/**
 * Reads terms out of a text: by their pattern where one is given and fits, else by the labels, in the order they are
 * given. A term without a value is told as missing; nothing is guessed.
 */
export function findTerms(words: string, terms: readonly Term[]): Terms {
  const text = plainText(words)
  const lower = text.toLowerCase()
  const all = terms.map((term) => ({
    term,
    found: firstByPattern(text, term) ?? firstByLabel(text, lower, term),
  }))
  return {
    found: all.flatMap(({ found }) => (found === undefined ? [] : [found])),
    missing: all.flatMap(({ term, found }) => (found === undefined ? [term] : [])),
  }
}

/** Why a pattern can't be used; undefined when it can. */
export function termPatternProblem(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `> ${longestPattern}`
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'syntax'
  }
}
