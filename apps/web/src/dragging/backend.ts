import type { DndProviderProps } from 'react-dnd'
import { HTML5Backend } from 'react-dnd-html5-backend'
import { fingerBackend } from './finger.ts'

/** What makes a way of dragging. */
export type BackendFactory = NonNullable<
  Extract<DndProviderProps<unknown, unknown>, { backend: unknown }>['backend']
>

/** One way of dragging. */
export type Backend = ReturnType<BackendFactory>

/** Dragging by mouse as browsers do it, and by finger; both at once, as many machines have both. */
export const everyPointer: BackendFactory = (manager, context) => {
  // The finger comes first: it holds back what the browser would begin for it.
  const ways = [fingerBackend(manager), HTML5Backend(manager, context)]
  const joined = (connect: (way: Backend) => () => void): (() => void) => {
    const undo = ways.map(connect)
    return () => {
      for (const one of undo) one()
    }
  }
  return {
    setup: () => {
      for (const way of ways) way.setup()
    },
    teardown: () => {
      for (const way of ways) way.teardown()
    },
    connectDragSource: (...given) => joined((way) => way.connectDragSource(...given)),
    connectDragPreview: (...given) => joined((way) => way.connectDragPreview(...given)),
    connectDropTarget: (...given) => joined((way) => way.connectDropTarget(...given)),
    profile: () => ({}),
  }
}
