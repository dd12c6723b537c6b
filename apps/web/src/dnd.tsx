import type { ReactNode } from 'react'
import { DndProvider } from 'react-dnd'
import { HTML5Backend } from 'react-dnd-html5-backend'
import { TouchBackend } from 'react-dnd-touch-backend'

/** The one place where dragging is set up: by mouse where there is one, by touch elsewhere. */
export function Dragging({ children }: { readonly children: ReactNode }): ReactNode {
  const coarse = matchMedia('(pointer: coarse)').matches
  return coarse ? (
    <DndProvider backend={TouchBackend} options={{ delayTouchStart: 180 }}>
      {children}
    </DndProvider>
  ) : (
    <DndProvider backend={HTML5Backend}>{children}</DndProvider>
  )
}
