import type { PreviewStep } from '@mortise/flows'
import { createContext, useContext } from 'react'
import type { Trace } from './trial/trace.ts'
import type { FlowEditor } from './use-flow-editor.ts'

/** What is wrong with the nodes and branches of a flow, in words, by id. */
export type Wrong = ReadonlyMap<string, readonly string[]>

/** What the parts of the canvas share. */
export type CanvasView = {
  readonly editor: FlowEditor
  readonly wrong: Wrong
  /** Steps of the previewed way, by node; undefined while nothing is previewed. */
  readonly way: ReadonlyMap<string, PreviewStep> | undefined
  /** Where a simulated run stands; undefined while nothing is simulated. */
  readonly trace: Trace | undefined
  /** Branching nodes whose branches are folded. */
  readonly folded: ReadonlySet<string>
  readonly fold: (gate: string) => void
  /** First edge of the line that something dragged would go into. */
  readonly aimed: string | undefined
}

const CanvasContext = createContext<CanvasView | undefined>(undefined)

/** Gives the parts of the canvas what they share. */
export const CanvasProvider: React.Provider<CanvasView | undefined> = CanvasContext.Provider

/** What the parts of the canvas share. */
export function useCanvas(): CanvasView {
  const view = useContext(CanvasContext)
  if (view === undefined) throw new Error('no CanvasProvider above')
  return view
}
