/**
 * A regular expression that means the same to RE2 and to Postgres, rewritten for Postgres; undefined for one that does
 * not. Only what both know: letters, classes, groups, alternatives, `^` and `$` at the ends of an alternative, and
 * small repeats. Without back references Postgres runs such a pattern as an automaton; bounded repeats keep it small.
 */
export function safePattern(source: string): string | undefined {
  if (source.length > longest) return undefined
  const reader: Reader = { source, at: 0, weight: 1 }
  const made = alternatives(reader)
  return made === undefined || reader.at < source.length || reader.weight > heaviest ? undefined : made
}

const longest = 200
const mostRepeats = 100
const heaviest = 2000

type Reader = { readonly source: string; at: number; weight: number }

const shorthand: { readonly [letter: string]: string } = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' }
const controls: { readonly [letter: string]: string } = { t: '\\t', n: '\\n', r: '\\r', f: '\\f' }
const special = '\\^$.|?*+()[]{}'

function alternatives(reader: Reader): string | undefined {
  const parts: string[] = []
  for (;;) {
    const part = sequence(reader)
    if (part === undefined) return undefined
    parts.push(part)
    if (reader.source[reader.at] !== '|') return parts.join('|')
    reader.at += 1
  }
}

function sequence(reader: Reader): string | undefined {
  let made = ''
  while (reader.at < reader.source.length) {
    const sign = reader.source[reader.at] ?? ''
    if (sign === '|' || sign === ')') break
    if (sign === '^' || sign === '$') {
      if (!isEdge(reader, sign)) return undefined
      reader.at += 1
      made += sign
      continue
    }
    const before = reader.weight
    const atom = readAtom(reader)
    if (atom === undefined) return undefined
    const repeat = readRepeat(reader, before)
    if (repeat === undefined) return undefined
    made += atom + repeat
  }
  return made
}

/** `^` only at the start and `$` only at the end of an alternative, never repeated. */
function isEdge({ source, at }: Reader, sign: string): boolean {
  const before = source[at - 1]
  const after = source[at + 1]
  return sign === '^'
    ? (at === 0 || before === '|' || before === '(' || before === ':') && !'*+?{'.includes(after ?? ' ')
    : after === undefined || after === '|' || after === ')'
}

function readAtom(reader: Reader): string | undefined {
  const sign = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0)
  reader.at += sign.length
  reader.weight += 1
  if (sign === '(') return readGroup(reader)
  if (sign === '[') return readClass(reader)
  if (sign === '.') return '[^\\n]'
  if (sign === '\\') return readEscape(reader, false)
  return special.includes(sign) || sign === '\0' ? undefined : sign
}

function readGroup(reader: Reader): string | undefined {
  if (reader.source.startsWith('?', reader.at)) {
    if (!reader.source.startsWith('?:', reader.at)) return undefined
    reader.at += 2
  }
  const inner = alternatives(reader)
  if (inner === undefined || reader.source[reader.at] !== ')') return undefined
  reader.at += 1
  return `(?:${inner})`
}

function readEscape(reader: Reader, inClass: boolean): string | undefined {
  const letter = reader.source[reader.at] ?? ''
  reader.at += 1
  const class_ = shorthand[letter]
  if (class_ !== undefined) return inClass ? class_ : `[${class_}]`
  const negated = shorthand[letter.toLowerCase()]
  if (negated !== undefined && !inClass) return `[^${negated}]`
  if (controls[letter] !== undefined) return controls[letter]
  return /^[\\^$.|?*+()[\]{}/"'-]$/.test(letter) ? `\\${letter}` : undefined
}

function readClass(reader: Reader): string | undefined {
  const { source } = reader
  let made = '['
  if (source[reader.at] === '^') {
    made += '^'
    reader.at += 1
  }
  const first = reader.at
  while (reader.at < source.length && source[reader.at] !== ']') {
    const part = readClassPart(reader, reader.at === first)
    if (part === undefined) return undefined
    made += part
  }
  if (reader.at === first || reader.at >= source.length) return undefined
  reader.at += 1
  return `${made}]`
}

/** One letter, a shorthand, or a range between two plain letters in order. */
function readClassPart(reader: Reader, first: boolean): string | undefined {
  const from = readClassLetter(reader, first)
  if (from === undefined) return undefined
  const { source, at } = reader
  if (source[at] !== '-' || source[at + 1] === ']') return from
  if (!isLetter(from)) return undefined
  reader.at += 1
  const to = readClassLetter(reader, false)
  return to !== undefined && isLetter(to) && (from.codePointAt(0) ?? 0) <= (to.codePointAt(0) ?? 0)
    ? `${from}-${to}`
    : undefined
}

const isLetter = (text: string): boolean => /^[^\\[\]^-]$/u.test(text)

function readClassLetter(reader: Reader, first: boolean): string | undefined {
  const sign = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0)
  reader.at += sign.length
  if (sign === '\\') return readEscape(reader, true)
  // A minus means itself at either end; brackets inside a class have other meanings on the two sides.
  if (sign === '-') return first || reader.source[reader.at] === ']' ? '\\-' : undefined
  if (sign === '[' || sign === '&' || sign === '~' || sign === '\0') return undefined
  return sign === '^' ? '\\^' : sign
}

/** `*`, `+`, `?` or `{m,n}`; laziness changes nothing about whether a text matches. */
function readRepeat(reader: Reader, before: number): string | undefined {
  const match = /^(?:[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\})\??/.exec(reader.source.slice(reader.at))
  if (match === null) return ''
  const [whole, least, , most] = match
  reader.at += whole.length
  if ('*+?{'.includes(reader.source[reader.at] ?? ' ')) return undefined
  const plain = whole.endsWith('?') && whole.length > 1 ? whole.slice(0, -1) : whole
  if (least === undefined) return plain
  const times = Math.max(Number(least), Number(most ?? least))
  if (times > mostRepeats || (most !== undefined && Number(most) < Number(least))) return undefined
  reader.weight = before + (reader.weight - before) * Math.max(1, times)
  return plain
}
