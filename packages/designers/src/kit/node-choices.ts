import type { RefChoice } from '@mortise/fields/react'
import { createContext, useContext } from 'react'

const NodeChoicesContext = createContext<readonly RefChoice[]>([])

/** Gives the editors inside the nodes of the flow they stand in. */
export const NodeChoicesProvider: React.Provider<readonly RefChoice[]> = NodeChoicesContext.Provider

/** The nodes of the flow that a setting may name. */
export function useNodeChoices(): readonly RefChoice[] {
  return useContext(NodeChoicesContext)
}
