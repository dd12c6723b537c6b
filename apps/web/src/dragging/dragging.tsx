import type { ReactNode } from 'react'
import { DndProvider } from 'react-dnd'
import { everyPointer } from './backend.ts'

/** The one place where dragging is set up, for all screens. */
export function Dragging({ children }: { readonly children: ReactNode }): ReactNode {
  return <DndProvider backend={everyPointer}>{children}</DndProvider>
}
