import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { readRich, type RichNode } from '@mortise/fields'
import { richShown } from '@mortise/fields/react'
import { nodeKey } from '@mortise/forms'
import { fillParts } from '@mortise/schema'
import { type ReactNode, useMemo } from 'react'
import { useFormPart, useFormStore } from '../form-store.ts'
import type { NodeProps } from './types.ts'

type Said = { readonly [raw: string]: Json }

/** Words with what their places say; a place that says nothing is empty. */
function filled(nodes: readonly RichNode[], said: Said): readonly RichNode[] {
  return nodes.map((node) =>
    typeof node === 'string'
      ? fillParts(node)
          .map((part) => ('text' in part ? part.text : String(said[part.raw] ?? '')))
          .join('')
      : { ...node, children: filled(node.children, said) },
  )
}

/** Formatted words of the designer, with values of the record in them. */
export function HtmlNode({ node, pointer, ctx }: NodeProps<'html'>): ReactNode {
  const store = useFormStore()
  const shown = useFormPart(store, (state) => state.shown[nodeKey(node, pointer)] ?? null)
  const { locale } = ctx
  const tree = useMemo(() => readRich(say(node.html, locale)), [node.html, locale])
  const said = (shown as { readonly [locale: string]: Said } | null)?.[locale] ?? {}
  return <div className="m-rich m-html-node">{richShown(filled(tree, said))}</div>
}
