/*
 * Rich text is HTML of a small closed set. Whatever comes in is read leniently, as browsers do, and written anew from the
 * tree, so that nothing of the input but its text and the allowed tags is ever stored.
 */

/** A piece of rich text: words, or an element of the allowed set. */
export type RichNode = string | RichElement

/** An allowed element. Only links have an attribute. */
export type RichElement = {
  readonly tag: string
  readonly href?: string
  readonly children: readonly RichNode[]
}

const inline = new Set(['strong', 'em', 'u', 's', 'code', 'sub', 'sup', 'mark', 'a'])
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'pre'])
const containers = new Set(['blockquote', 'ul', 'ol', 'li', 'table', 'tr', 'th', 'td'])
const single = new Set(['br', 'hr'])
/** What else people's editors write, and what it means here. */
const synonyms: { readonly [tag: string]: string } = {
  b: 'strong',
  i: 'em',
  del: 's',
  strike: 's',
  ins: 'u',
  div: 'p',
  section: 'p',
  article: 'p',
  h5: 'h4',
  h6: 'h4',
}
/** Elements that stand only in certain others. */
const inside: { readonly [tag: string]: readonly string[] } = {
  li: ['ul', 'ol'],
  tr: ['table'],
  td: ['tr'],
  th: ['tr'],
}
// Their content is not text for people.
const silent =
  /^(?:script|style|template|iframe|object|svg|math|noscript|title|head|textarea|select|xmp|noembed|plaintext)$/u
const deepest = 40

const entities: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return (Object.hasOwn(entities, name) && entities[name]) || whole
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10)
    const bad = code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)
    return bad ? whole : String.fromCodePoint(code)
  })
}

const escapes: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string, signs: RegExp): string => text.replace(signs, (sign) => escapes[sign] ?? sign)

// Only what a click may safely open; control signs and blanks hide schemes from careless checks.
function safeHref(value: string): string | undefined {
  const href = decoded(value).trim()
  return /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))[^\s\p{Cc}\\]*$/iu.test(href) && href.length <= 2048
    ? href
    : undefined
}

const tagOrComment =
  /<!--[\s\S]*?(?:-->|$)|<![^>]*>|<\?[^>]*>|<(\/?)([a-z][a-z0-9:-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?|\s*\/(?!>)|\s+)*)\s*\/?>/giu
const hrefOf = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/iu

/** Reads HTML of any origin as a tree of the allowed set. */
export function readRich(html: string): readonly RichNode[] {
  const builder = new Builder()
  let at = 0
  let silentUntil: string | undefined
  for (const match of html.matchAll(tagOrComment)) {
    if (silentUntil === undefined) builder.text(decoded(html.slice(at, match.index)))
    at = match.index + match[0].length
    const name = match[2]?.toLowerCase()
    const closing = match[1] === '/'
    if (name === undefined) continue
    if (silentUntil !== undefined) {
      if (closing && name === silentUntil) silentUntil = undefined
    } else if (silent.test(name)) {
      if (!closing) silentUntil = name
    } else builder.tag((Object.hasOwn(synonyms, name) && synonyms[name]) || name, closing, match[3] ?? '')
  }
  if (silentUntil === undefined) builder.text(decoded(html.slice(at)))
  return builder.done()
}

/** Builds the tree as tags come by, with the few implied ends that people's HTML relies on. */
class Builder {
  readonly #stack: Open[] = [{ tag: '', children: [] }]

  text(words: string): void {
    if (words === '') return
    const children = this.#top().children
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + words
    else children.push(words)
  }

  tag(tag: string, closing: boolean, attributes: string): void {
    if (single.has(tag)) {
      if (tag === 'hr') this.#endParagraph()
      this.#top().children.push({ tag, children: [] })
    } else if (closing) {
      const open = this.#stack.findLastIndex((one) => one.tag === tag)
      if (open > 0) this.#closeTo(open)
    } else if (this.#stack.length <= deepest) this.#open(tag, attributes)
  }

  done(): readonly RichNode[] {
    this.#closeTo(1)
    return tidy('', this.#top().children)
  }

  #open(tag: string, attributes: string): void {
    if (tag === 'a') return this.#openLink(attributes)
    if (inline.has(tag)) return void this.#stack.push({ tag, children: [] })
    if (!paragraphs.has(tag) && !containers.has(tag)) return
    const holders = Object.hasOwn(inside, tag) ? inside[tag] : undefined
    if (holders === undefined) this.#endParagraph()
    else {
      const holder = this.#stack.findLastIndex((one) => holders.includes(one.tag))
      if (holder < 0) return
      this.#closeTo(holder + 1)
    }
    this.#stack.push({ tag, children: [] })
  }

  #openLink(attributes: string): void {
    const [, double, quote, bare] = hrefOf.exec(attributes) ?? []
    const href = safeHref(double ?? quote ?? bare ?? '')
    const open = this.#stack.findLastIndex((one) => one.tag === 'a')
    if (open > 0) this.#closeTo(open)
    if (href !== undefined) this.#stack.push({ tag: 'a', href, children: [] })
  }

  // A paragraph ends where the next block begins; one outside of the nearest container stays open.
  #endParagraph(): void {
    const open = this.#stack.findLastIndex((one) => paragraphs.has(one.tag))
    const holder = this.#stack.findLastIndex((one) => containers.has(one.tag))
    if (open > holder) this.#closeTo(open)
  }

  #top(): Open {
    return this.#stack.at(-1) ?? { tag: '', children: [] }
  }

  #closeTo(length: number): void {
    while (this.#stack.length > length) {
      const done = this.#stack.pop()
      if (done !== undefined) this.#top().children.push(done)
    }
  }
}

type Open = { readonly tag: string; readonly href?: string; readonly children: RichNode[] }

const childOf: { readonly [tag: string]: string } = { ul: 'li', ol: 'li', table: 'tr', tr: 'td' }

/** Drops empty marks, and gives what strayed into a list or table a place in it. */
function tidy(parent: string, children: readonly RichNode[]): readonly RichNode[] {
  const kept = children.flatMap((node): readonly RichNode[] => {
    if (typeof node === 'string') return [node]
    const element: RichElement = { ...node, children: tidy(node.tag, node.children) }
    return inline.has(node.tag) && element.children.length === 0 ? [] : [element]
  })
  const wanted = childOf[parent]
  if (wanted === undefined) return kept
  return kept.flatMap((node): readonly RichNode[] => {
    if (typeof node === 'string' && node.trim() === '') return []
    const fits = typeof node !== 'string' && (node.tag === wanted || (wanted === 'td' && node.tag === 'th'))
    return [fits ? node : { tag: wanted, children: tidy(wanted, [node]) }]
  })
}

/** Writes a tree as HTML; reading it again gives the same tree. */
export function writeRich(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escaped(node, /[&<>]/gu)
      const href = node.href === undefined ? '' : ` href="${escaped(node.href, /[&<>"]/gu)}"`
      return single.has(node.tag)
        ? `<${node.tag}>`
        : `<${node.tag}${href}>${writeRich(node.children)}</${node.tag}>`
    })
    .join('')
}

/** HTML of any origin as the one form that is stored. */
export function sanitise(html: string): string {
  let written = writeRich(readRich(html))
  // Once is nearly always enough; tags at the deepest level may move when strays found a place.
  for (let round = 0; round < 4; round += 1) {
    const again = writeRich(readRich(written))
    if (again === written) break
    written = again
  }
  return written
}

/** The words of rich text, a line for each block. */
export function richWords(nodes: readonly RichNode[]): string {
  const words = (node: RichNode): string => {
    if (typeof node === 'string') return node
    if (single.has(node.tag)) return '\n'
    const own = node.children.map(words).join('')
    if (node.tag === 'td' || node.tag === 'th') return `${own}\t`
    return inline.has(node.tag) || own.endsWith('\n') ? own : `${own}\n`
  }
  return nodes.map(words).join('').trimEnd()
}

/** Plain words as rich text: a paragraph for each line. */
export function richFromWords(words: string): string {
  const lines = words.split(/\r?\n/u)
  return lines.map((line) => `<p>${escaped(line, /[&<>]/gu)}</p>`).join('')
}

/** Whether there is anything to read in it. */
export function isBlank(nodes: readonly RichNode[]): boolean {
  return nodes.every((node) =>
    typeof node === 'string' ? node.trim() === '' : node.tag !== 'hr' && isBlank(node.children),
  )
}
