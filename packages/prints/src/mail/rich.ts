import { readRich, type RichNode } from '@mortise/fields'
import { fillParts } from '@mortise/schema'
import { safeAddress } from './address.ts'
import type { MailContext } from './define.ts'
import { byNight, looks, ruled } from './look.ts'
import { el, lines, type MailElement, type MailNode, type MailTag } from './node.ts'

/* Rich text is read anew whenever a mail is made, whatever it was when it was kept: only what is named here comes through. */

const inline: ReadonlySet<string> = new Set(['strong', 'em', 'u', 's', 'sub', 'sup'])

const size = { h1: 22, h2: 18, h3: 16, h4: 15 } as const

/** The words of rich text, piece by piece: where its places stand. */
export function richTexts(html: string): readonly string[] {
  const texts = (nodes: readonly RichNode[]): readonly string[] =>
    nodes.flatMap((node) =>
      typeof node === 'string'
        ? [node]
        : [...(node.href === undefined ? [] : [node.href]), ...texts(node.children)],
    )
  return texts(readRich(html))
}

/** An address with places: what fills them is data and never more of the address than that. */
function filledAddress(href: string, ctx: MailContext): string | undefined {
  const filled = fillParts(href).map((part) =>
    'text' in part ? part.text : encodeURIComponent(ctx.fill(part.raw)),
  )
  return safeAddress(filled.join(''))
}

type Drawing = { readonly ctx: MailContext; readonly nodes: readonly RichNode[] }

function element(
  tag: MailTag,
  more: Omit<MailElement, 'tag' | 'children'>,
  { ctx, nodes }: Drawing,
): MailElement {
  return el(tag, more, drawn(nodes, ctx))
}

/** How each element of rich text looks in a mail. One line each. */
const shapes: { readonly [tag: string]: (given: Drawing, href: string | undefined) => readonly MailNode[] } =
  {
    p: (given) => [element('p', { style: { margin: '0 0 12px' } }, given)],
    pre: (given) => [
      element(
        'pre',
        {
          style: {
            margin: '0 0 12px',
            whiteSpace: 'pre-wrap',
            fontFamily: 'Consolas,monospace',
            fontSize: 13,
          },
        },
        given,
      ),
    ],
    blockquote: (given) => [
      element(
        'blockquote',
        {
          style: {
            margin: '0 0 12px',
            padding: '0 0 0 12px',
            borderLeft: '3px solid #CFCBC1',
            ...looks.soft.style,
          },
          dark: { borderColor: '#454A52', ...looks.soft.dark },
        },
        given,
      ),
    ],
    ul: (given) => [element('ul', { style: { margin: '0 0 12px', padding: '0 0 0 22px' } }, given)],
    ol: (given) => [element('ol', { style: { margin: '0 0 12px', padding: '0 0 0 22px' } }, given)],
    li: (given) => [element('li', { style: { margin: '0 0 4px' } }, given)],
    table: ({ ctx, nodes }) => [
      el('table', { width: '100%', data: true, style: { margin: '0 0 12px', borderCollapse: 'collapse' } }, [
        el('tbody', {}, drawn(nodes, ctx)),
      ]),
    ],
    tr: (given) => [element('tr', {}, given)],
    td: (given) => [element('td', { ...cell }, given)],
    th: (given) => [element('th', { ...cell, align: 'left' }, given)],
    code: (given) => [element('code', { style: { fontFamily: 'Consolas,monospace', fontSize: 13 } }, given)],
    mark: (given) => [element('mark', { style: { background: '#FBF0D5', color: '#1E2227' } }, given)],
    br: () => [el('br', {})],
    hr: () => [
      el('hr', { style: { margin: '16px 0', border: 0, ...ruled('Top').style }, dark: ruled('Top').dark }),
    ],
    a: ({ ctx, nodes }, href) => {
      const address = filledAddress(href ?? '', ctx)
      // A link to nowhere stays what it says.
      return address === undefined
        ? drawn(nodes, ctx)
        : [el('a', { href: address, ...link(ctx.accent) }, drawn(nodes, ctx))]
    },
  }

const cell = {
  style: { padding: '6px 8px', verticalAlign: 'top', ...ruled('').style },
  dark: ruled('').dark,
} as const

/** How a link looks. */
export function link(accent: string): Omit<MailElement, 'tag' | 'children'> {
  return { style: { color: accent }, dark: { color: byNight(accent) } }
}

function drawn(nodes: readonly RichNode[], ctx: MailContext): readonly MailNode[] {
  return nodes.flatMap((node): readonly MailNode[] => {
    if (typeof node === 'string') return lines(ctx.fill(node))
    const given = { ctx, nodes: node.children }
    const shape = Object.hasOwn(shapes, node.tag) ? shapes[node.tag] : undefined
    if (shape !== undefined) return shape(given, node.href)
    if (node.tag in size)
      return [
        element(
          node.tag as MailTag,
          {
            style: {
              margin: '0 0 8px',
              fontSize: size[node.tag as keyof typeof size],
              lineHeight: 1.4,
              fontWeight: 600,
            },
          },
          given,
        ),
      ]
    return inline.has(node.tag) ? [element(node.tag as MailTag, {}, given)] : drawn(node.children, ctx)
  })
}

/** Rich text as it stands in a mail, filled. Text that no element is around is a paragraph. */
export function richNodes(html: string, ctx: MailContext): readonly MailNode[] {
  const nodes = readRich(html)
  const bare = nodes.every(
    (node) => typeof node === 'string' || inline.has(node.tag) || node.tag === 'a' || node.tag === 'br',
  )
  return drawn(bare && nodes.length > 0 ? [{ tag: 'p', children: nodes }] : nodes, ctx)
}

const marker = { ul: () => '- ', ol: (at: number) => `${at + 1}. ` } as const

/** Rich text as plain text, filled: a line for each paragraph, addresses behind the words of links. */
export function richPlain(html: string, ctx: MailContext): string {
  const said = (node: RichNode, list: keyof typeof marker = 'ul', at = 0): string => {
    if (typeof node === 'string') return ctx.fill(node)
    if (node.tag === 'br') return '\n'
    if (node.tag === 'hr') return '----\n\n'
    if (node.tag === 'ul' || node.tag === 'ol') {
      const name = node.tag
      return `${node.children.map((one, index) => said(one, name, index)).join('')}\n`
    }
    const own = node.children.map((one) => said(one)).join('')
    if (node.tag === 'li') return `${marker[list](at)}${own.trim()}\n`
    if (node.tag === 'td' || node.tag === 'th') return `${own.trim()}\t`
    if (node.tag === 'tr') return `${own.trimEnd()}\n`
    if (node.tag === 'a') {
      const address = filledAddress(node.href ?? '', ctx)
      return address === undefined || address === own || address === `mailto:${own}`
        ? own
        : `${own} (${address})`
    }
    return /^(?:p|h[1-4]|blockquote|pre|table)$/.test(node.tag) ? `${own.trimEnd()}\n\n` : own
  }
  return readRich(html)
    .map((node) => said(node))
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
