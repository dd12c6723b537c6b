import type { ReactNode } from 'react'
import { useDragLayer } from 'react-dnd'

const names = new WeakMap<object, string>()

/** Notes what a thing is called that is being dragged. */
export function nameDrag<Item extends object>(item: Item, name: string): Item {
  names.set(item, name)
  return item
}

/** What is dragged, beside the finger: by mouse the browser draws it itself. */
export function DragPreview(): ReactNode {
  const { item, at } = useDragLayer((monitor) => ({
    item: monitor.getItem<object | null>(),
    at: monitor.getClientOffset(),
  }))
  const isTouch = document.documentElement.dataset['dragging'] === 'finger'
  const name = item === null ? '' : (names.get(item) ?? '')
  if (!isTouch || at === null || name === '') return null
  return (
    <div className="d-drag-preview" style={{ transform: `translate(${at.x}px, ${at.y}px)` }} aria-hidden>
      {name}
    </div>
  )
}
