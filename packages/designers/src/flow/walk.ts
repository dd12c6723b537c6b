type Direction = { readonly x: number; readonly y: number }

const directions: { readonly [key: string]: Direction } = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

function middle(element: Element): Direction {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

/** Moves the focus to the card that lies nearest in the direction of an arrow key; true when the key was one. */
export function walkCards(key: string, from: Element, canvas: Element): boolean {
  const to = directions[key]
  if (to === undefined) return false
  const here = middle(from)
  const ahead = [...canvas.querySelectorAll<HTMLElement>('[data-walk]')].flatMap((element) => {
    const there = middle(element)
    const along = (there.x - here.x) * to.x + (there.y - here.y) * to.y
    const aside = Math.abs((there.x - here.x) * to.y) + Math.abs((there.y - here.y) * to.x)
    return along > 4 ? [{ element, far: along + aside * 2 }] : []
  })
  const [next] = ahead.toSorted((a, b) => a.far - b.far)
  next?.element.focus()
  next?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}
