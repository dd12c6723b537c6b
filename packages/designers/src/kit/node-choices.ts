import type { RefChoice } from '@mortise/fields/react'
import { createContext, useContext } from 'react'

/** A node that a setting may name; `people` act at it. */
type NodeChoice = RefChoice & { readonly people?: boolean }

const NodeChoicesContext = createContext<readonly NodeChoice[]>([])

/** Gives the editors inside the nodes of the flow they stand in. */
export const NodeChoicesProvider: React.Provider<readonly NodeChoice[]> = NodeChoicesContext.Provider

/** The nodes of the flow that a setting may name. */
export function useNodeChoices(): readonly NodeChoice[] {
  return useContext(NodeChoicesContext)
}
