import type { MailElement, MailNode } from '@mortise/prints/mail'
import { createElement, Fragment, type ReactNode } from 'react'

/** How a mail is looked at, and what stands for its blocks and for lists without any. */
export type Drawing = {
  readonly dark: boolean
  readonly phone: boolean
  /** Own pictures as data, by name. */
  readonly assets: { readonly [name: string]: string }
  /** The cell that is a block; one that is hidden leaves nothing in this mail. */
  readonly block: (
    at: string,
    given: { readonly style: object; readonly hidden: boolean },
    inside: ReactNode,
  ) => ReactNode
  readonly empty: () => ReactNode
}

function styleOf({ style, dark, narrow }: MailElement, drawing: Drawing): object {
  return { ...style, ...(drawing.dark ? dark : {}), ...(drawing.phone ? narrow : {}) }
}

function propsOf(node: MailElement, drawing: Drawing): { readonly [name: string]: unknown } {
  const { tag, href, asset, alt, width, align, colSpan, list } = node
  return {
    style: styleOf(node, drawing),
    ...(tag === 'table' ? { cellPadding: 0, cellSpacing: 0, border: 0 } : {}),
    ...(tag === 'table' && node.data !== true ? { role: 'presentation' } : {}),
    ...(list === undefined ? {} : { 'data-list': list, 'data-flow': 'column' }),
    // On the canvas a link is something to be selected, not to be followed.
    ...(tag === 'a' && href !== undefined ? { title: href } : {}),
    ...(tag === 'img' && asset !== undefined ? { src: drawing.assets[asset], alt, draggable: false } : {}),
    ...(width === undefined ? {} : { width }),
    ...(align === undefined ? {} : { align }),
    ...(colSpan === undefined ? {} : { colSpan }),
  }
}

const single: ReadonlySet<string> = new Set(['br', 'hr', 'img'])

/** A piece of a mail as it is seen: made element by element, as the mail itself is. */
export function DrawnNodes({
  nodes,
  drawing,
}: {
  readonly nodes: readonly MailNode[]
  readonly drawing: Drawing
}): ReactNode {
  return nodes.map((node, key) => <Fragment key={keyOf(node, key)}>{drawnNode(node, drawing)}</Fragment>)
}

/** Rows are told apart by their block, so that a block keeps its element when another comes before it. */
function keyOf(node: MailNode, index: number): string | number {
  if (typeof node === 'string') return index
  const [first] = node.children
  return node.at ?? (typeof first === 'object' ? first.at : undefined) ?? index
}

function drawnNode(node: MailNode, drawing: Drawing): ReactNode {
  if (typeof node === 'string') return node
  if (single.has(node.tag)) return createElement(node.tag, propsOf(node, drawing))
  const inside = <DrawnNodes nodes={node.children} drawing={drawing} />
  if (node.at !== undefined)
    return drawing.block(node.at, { style: styleOf(node, drawing), hidden: node.hidden === true }, inside)
  const [rows] = node.children
  const bare = node.list !== undefined && typeof rows === 'object' && rows.children.length === 0
  return createElement(
    node.tag === 'a' ? 'span' : node.tag,
    propsOf(node, drawing),
    bare ? (
      <tbody>
        <tr>
          <td>{drawing.empty()}</td>
        </tr>
      </tbody>
    ) : (
      inside
    ),
  )
}
