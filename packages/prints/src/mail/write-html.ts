import { mailTags, type MailElement, type MailNode, type MailStyle } from './node.ts'

const escapes: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Words as HTML shows them: nothing in them is a tag, and no control letter goes along. */
export function escaped(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '').replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? '')
}

const known: ReadonlySet<string> = new Set(mailTags)
const single: ReadonlySet<string> = new Set(['br', 'hr', 'img'])

const unitless: ReadonlySet<string> = new Set(['lineHeight', 'fontWeight', 'opacity'])
// Our own styles need none of these; what looks like more than a value is not written.
const harmful = /[<>"&;{}\\@]|url\s*\(|expression|\/\*/iu

function declared(style: MailStyle, end = ''): string {
  return Object.entries(style)
    .flatMap(([property, value]) => {
      const name = property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      const text =
        typeof value === 'number' && value !== 0 && !unitless.has(property) ? `${value}px` : String(value)
      return /^[a-z-]+$/.test(name) && !harmful.test(text) ? [`${name}:${text}${end}`] : []
    })
    .join(';')
}

/** Looks that only some screens have, each under a name of its own. */
export type Sheet = {
  readonly nameOf: (kind: 'dark' | 'narrow', style: MailStyle) => string
  readonly css: () => string
}

const queries = { dark: '(prefers-color-scheme:dark)', narrow: '(max-width:600px)' } as const

/** A new sheet. The same mail gives the same names. */
export function newSheet(): Sheet {
  const rules = { dark: new Map<string, string>(), narrow: new Map<string, string>() }
  return {
    nameOf: (kind, style) => {
      const rule = declared(style, '!important')
      const name = rules[kind].get(rule) ?? `${kind.slice(0, 1)}${rules[kind].size + 1}`
      rules[kind].set(rule, name)
      return name
    },
    css: () =>
      (['dark', 'narrow'] as const)
        .filter((kind) => rules[kind].size > 0)
        .map(
          (kind) =>
            `@media ${queries[kind]}{${[...rules[kind]].map(([rule, name]) => `.${name}{${rule}}`).join('')}}`,
        )
        .join('\n'),
  }
}

/** What stands for a picture in the mail that carries it. */
export function pictureId(asset: string): string {
  return `${asset}.picture@mortise`
}

const attribute = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : ` ${name}="${escaped(String(value))}"`

function attributes(node: MailElement, sheet: Sheet): string {
  const { tag, style = {}, dark, narrow } = node
  const names = [
    ...(dark === undefined || Object.keys(dark).length === 0 ? [] : [sheet.nameOf('dark', dark)]),
    ...(narrow === undefined ? [] : [sheet.nameOf('narrow', narrow)]),
  ]
  const layout = tag === 'table' && node.data !== true
  return [
    layout ? ' role="presentation"' : '',
    tag === 'table' ? ' cellpadding="0" cellspacing="0" border="0"' : '',
    attribute('class', names.length === 0 ? undefined : names.join(' ')),
    attribute('href', tag === 'a' ? node.href : undefined),
    tag === 'img' && node.asset !== undefined ? ` src="cid:${escaped(pictureId(node.asset))}"` : '',
    attribute('alt', tag === 'img' ? (node.alt ?? '') : undefined),
    attribute('width', node.width),
    attribute('align', node.align),
    attribute('colspan', node.colSpan),
    attribute('style', declared(style) || undefined),
  ].join('')
}

/** A piece of a mail as HTML. Elements that are not among those of mails leave only their words. */
export function writeHtml(nodes: readonly MailNode[], sheet: Sheet): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escaped(node)
      const inner = writeHtml(node.children, sheet)
      if (!known.has(node.tag)) return inner
      const open = `<${node.tag}${attributes(node, sheet)}>`
      return single.has(node.tag) ? open : `${open}${inner}</${node.tag}>`
    })
    .join('')
}
