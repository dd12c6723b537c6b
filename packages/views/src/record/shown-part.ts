import type { FormCodeNode, FormEmbedNode, FormHtmlNode, FormNode } from '@mortise/schema'

/** A part of a form that shows something of a record whether it is written or read, with where it stands. */
export type ShownPart = {
  readonly node: FormCodeNode | FormEmbedNode | FormHtmlNode
  readonly pointer: string
}

const types: ReadonlySet<FormNode['type']> = new Set(['code', 'embed', 'html'])

/** Whether a node of a form is shown where its record is read, too. */
export function isShownPart(node: FormNode): node is ShownPart['node'] {
  return types.has(node.type)
}
