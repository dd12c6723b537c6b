import type { FormNode } from '@mortise/schema'
import { type ComponentType, createContext, createElement, type ReactNode, useContext } from 'react'
import type { Around } from './types.ts'

/** What a list of nodes is drawn with. */
export type NodesProps = Around & { readonly nodes: readonly FormNode[]; readonly pointer: string }

const DrawContext = createContext<ComponentType<NodesProps>>(() => null)

/** Given by the form, so that a container need not know all the kinds of nodes that may stand in it. */
export const DrawProvider: React.Provider<ComponentType<NodesProps>> = DrawContext.Provider

/** A list of nodes inside a container. */
export function InnerNodes(props: NodesProps): ReactNode {
  return createElement(useContext(DrawContext), props)
}
