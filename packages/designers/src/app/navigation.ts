import type { NavigationItem } from '@mortise/schema'
import { type Moved, pointerOf, type Spot, spotOf } from '../kit/spot.ts'

/** A place in a navigation: `/3`, or `/3/0` inside a group. Its list is `` at the top, `/3` for a group. */
type NavPointer = string

/** Entries of a navigation, groups among them. */
type Items = readonly NavigationItem[]

/** The items of a list. */
export function itemsOf(items: Items, list: string): Items {
  return list === '' ? items : (items[Number(list.slice(1))]?.items ?? [])
}

/** The item at a pointer. */
export function itemAt(items: Items, pointer: NavPointer): NavigationItem | undefined {
  const { list, index } = spotOf(pointer)
  return itemsOf(items, list)[index]
}

function withList(items: Items, list: string, next: Items): Items {
  if (list === '') return next
  const at = Number(list.slice(1))
  return items.map((item, index) => (index === at ? { ...item, items: next } : item))
}

/** A group stands at the top only: inside another it would be lost. */
export function fits(item: NavigationItem, list: string): boolean {
  return list === '' || item.items === undefined
}

/** Puts an item in. */
export function insertItem(items: Items, item: NavigationItem, { list, index }: Spot): Items {
  if (!fits(item, list)) return items
  return withList(items, list, itemsOf(items, list).toSpliced(index, 0, item))
}

/** Takes an item out. */
export function removeItem(items: Items, pointer: NavPointer): Items {
  const { list, index } = spotOf(pointer)
  return withList(items, list, itemsOf(items, list).toSpliced(index, 1))
}

/** What changes of an item; what is undefined goes. */
export type NavPatch = { readonly [K in keyof NavigationItem]?: NavigationItem[K] | undefined }

/** Changes an item. */
export function patchItem(items: Items, pointer: NavPointer, patch: NavPatch): Items {
  const { list, index } = spotOf(pointer)
  const entries = Object.entries({ ...itemAt(items, pointer), ...patch })
  const next = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  return withList(items, list, itemsOf(items, list).with(index, next))
}

/** Moves an item; gives where it is then. Nothing moves into itself or deeper than a group. */
export function moveItem(items: Items, pointer: NavPointer, to: Spot): Moved<Items> {
  const item = itemAt(items, pointer)
  const from = spotOf(pointer)
  if (item === undefined || !fits(item, to.list) || to.list === pointer) return { value: items, pointer }
  const sameList = from.list === to.list
  const index = sameList && from.index < to.index ? to.index - 1 : to.index
  const without = removeItem(items, pointer)
  // A group behind the place that became free has moved up.
  const group = to.list === '' ? undefined : Number(to.list.slice(1))
  const list = group !== undefined && from.list === '' && from.index < group ? `/${group - 1}` : to.list
  const spot = { list, index }
  return { value: insertItem(without, item, spot), pointer: pointerOf(spot) }
}

/** One step up or down, in and out of groups on the way. */
export function stepItem(items: Items, pointer: NavPointer, by: 1 | -1): Moved<Items> {
  const { list, index } = spotOf(pointer)
  const siblings = itemsOf(items, list)
  const next = siblings[index + by]
  const item = itemAt(items, pointer)
  if (item === undefined) return { value: items, pointer }
  if (next === undefined) {
    if (list === '') return { value: items, pointer }
    const group = Number(list.slice(1))
    return moveItem(items, pointer, { list: '', index: by === 1 ? group + 1 : group })
  }
  if (next.items !== undefined && item.items === undefined)
    return moveItem(items, pointer, {
      list: `/${index + by}`,
      index: by === 1 ? 0 : next.items.length,
    })
  return moveItem(items, pointer, { list, index: by === 1 ? index + 2 : index - 1 })
}

/** All items, groups before what is in them. */
export function walkItems(
  items: Items,
): readonly { readonly pointer: NavPointer; readonly item: NavigationItem }[] {
  return items.flatMap((item, at) => [
    { pointer: `/${at}`, item },
    ...(item.items ?? []).map((inner, index) => ({ pointer: `/${at}/${index}`, item: inner })),
  ])
}
