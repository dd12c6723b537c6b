import { createElement, Fragment, type ReactNode } from 'react'
import type { RichNode } from './sanitise.ts'

/** Rich text as React elements; nothing of it ever passes as raw HTML. */
export function richShown(nodes: readonly RichNode[]): ReactNode {
  return nodes.map((node, index) => {
    if (typeof node === 'string') return <Fragment key={index}>{node}</Fragment>
    if (node.tag === 'br' || node.tag === 'hr') return createElement(node.tag, { key: index })
    const inner = richShown(node.children)
    if (node.tag === 'table')
      return (
        <table key={index}>
          <tbody>{inner}</tbody>
        </table>
      )
    if (node.tag !== 'a') return createElement(node.tag, { key: index }, inner)
    return (
      <a
        key={index}
        href={node.href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => event.stopPropagation()}
      >
        {inner}
      </a>
    )
  })
}
