/** A place in a list that is known by a name of its own: `tab/0`, `/3/items`. */
export type Spot = { readonly list: string; readonly index: number }

/** A place as one text: `tab/0/2`. */
export type SpotPointer = string

/** Puts a place into one text. */
export function pointerOf({ list, index }: Spot): SpotPointer {
  return `${list}/${index}`
}

/** A place taken apart. */
export function spotOf(pointer: SpotPointer): Spot {
  const cut = pointer.lastIndexOf('/')
  return { list: pointer.slice(0, cut), index: Number(pointer.slice(cut + 1)) }
}

/** A value in which something moved, and where that is then. */
export type Moved<Value> = { readonly value: Value; readonly pointer: SpotPointer }
