import type { Backend, BackendFactory } from './backend.ts'

type Manager = Parameters<BackendFactory>[0]
type Point = { readonly x: number; readonly y: number }

/** How long a finger rests before it lifts what is under it, and how far it may stray until then. */
const [restFor, slack] = [260, 9]

/** Things in a draggable thing that have their own use of a finger. */
const ownTouch = 'input, textarea, select, [contenteditable="true"]'

/** One finger on something that can be dragged. */
type Press = {
  readonly event: TouchEvent
  /** Sources under it, the innermost last. */
  readonly sources: (string | symbol)[]
  at: Point
  timer: ReturnType<typeof setTimeout> | undefined
  lifted: boolean
}

function pointOf({ touches, changedTouches }: TouchEvent): Point {
  const touch = touches[0] ?? changedTouches[0]
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

const far = (a: Point, b: Point): boolean => Math.hypot(a.x - b.x, a.y - b.y) > slack

function usesTouch(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.closest(ownTouch) !== null || getComputedStyle(target).touchAction === 'none')
  )
}

/**
 * Dragging by finger: held still for a moment, a thing is lifted and follows; moved at once, the page scrolls as ever.
 * While something is dragged the page says so (`data-dragging="finger"`), so that what lies in the way can step aside.
 */
export function fingerBackend(manager: Manager): Backend {
  const actions = manager.getActions()
  const monitor = manager.getMonitor()
  const sources = new Map<string | symbol, Element>()
  const targets = new Map<Element, string | symbol>()
  let press: Press | undefined
  let frame = 0

  const sourceOffset = (id: string | symbol): Point => {
    const box = sources.get(id)?.getBoundingClientRect()
    return { x: box?.left ?? 0, y: box?.top ?? 0 }
  }
  const hover = ({ x, y }: Point): void => {
    const ids: (string | symbol)[] = []
    for (let one = document.elementFromPoint(x, y); one !== null; one = one.parentElement) {
      const id = targets.get(one)
      if (id !== undefined) ids.unshift(id)
    }
    actions.hover(ids, { clientOffset: { x, y } })
  }
  // A finger that rests at the edge of a canvas goes on scrolling it.
  const follow = (): void => {
    if (press?.lifted !== true) return
    hover(press.at)
    frame = requestAnimationFrame(follow)
  }
  const lift = (held: Press): void => {
    if (press !== held || monitor.isDragging()) return
    actions.beginDrag(held.sources, {
      clientOffset: held.at,
      getSourceClientOffset: sourceOffset,
      publishSource: true,
    })
    if (!monitor.isDragging()) return
    held.lifted = true
    document.documentElement.dataset['dragging'] = 'finger'
    navigator.vibrate?.(10)
    frame = requestAnimationFrame(follow)
  }
  const end = (how: 'drop' | 'call off'): void => {
    const held = press
    press = undefined
    clearTimeout(held?.timer)
    cancelAnimationFrame(frame)
    if (held?.lifted !== true) return
    if (how === 'drop') {
      hover(held.at)
      actions.drop()
    }
    if (monitor.isDragging()) actions.endDrag()
    delete document.documentElement.dataset['dragging']
  }
  const start =
    (id: string | symbol) =>
    (event: TouchEvent): void => {
      if (event.touches.length > 1) return end('call off')
      if (press?.event === event) return void press.sources.unshift(id)
      if (usesTouch(event.target)) return
      end('call off')
      const held: Press = { event, sources: [id], at: pointOf(event), timer: undefined, lifted: false }
      held.timer = setTimeout(lift, restFor, held)
      press = held
    }
  const move = (event: TouchEvent): void => {
    if (press === undefined) return
    const at = pointOf(event)
    if (press.lifted) {
      if (event.cancelable) event.preventDefault()
      press.at = at
    } else if (far(at, press.at)) end('call off')
  }
  const finish = (event: TouchEvent): void => {
    // What was dragged was not tapped.
    if (press?.lifted === true && event.cancelable) event.preventDefault()
    end('drop')
  }
  const cancel = (): void => end('call off')
  // The browser's own drag and menu of a long press.
  const hold = (event: Event): void => {
    if (press === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  return {
    setup: () => {
      addEventListener('dragstart', hold, true)
      addEventListener('contextmenu', hold, true)
    },
    teardown: () => {
      end('call off')
      removeEventListener('dragstart', hold, true)
      removeEventListener('contextmenu', hold, true)
    },
    connectDragSource: (id, given) => {
      const node = given as HTMLElement
      const begin = start(id)
      sources.set(id, node)
      node.addEventListener('touchstart', begin, { passive: true })
      node.addEventListener('touchmove', move, { passive: false })
      node.addEventListener('touchend', finish)
      node.addEventListener('touchcancel', cancel)
      return () => {
        sources.delete(id)
        node.removeEventListener('touchstart', begin)
        node.removeEventListener('touchmove', move)
        node.removeEventListener('touchend', finish)
        node.removeEventListener('touchcancel', cancel)
      }
    },
    connectDragPreview: () => () => undefined,
    connectDropTarget: (id, node) => {
      targets.set(node as Element, id)
      return () => void targets.delete(node as Element)
    },
    profile: () => ({}),
  }
}
