import { useNarrow } from '@mortise/ui'
import { useState } from 'react'
import type { Draft } from '../workbench/use-draft.ts'
import { useAnnounce } from './announce.tsx'
import type { KeyMap } from './keyboard.ts'
import type { ListWords } from './list-words.ts'
import { type Moved, pointerOf, type Spot, type SpotPointer, spotOf } from './spot.ts'

/** What is dragged: something new, or a thing that moves. */
export type ListPayload<Item> = { readonly add: Item } | { readonly move: SpotPointer }

/** How things stand in the lists of a value: pure functions, each giving the value anew. */
export type ListWork<Value, Item, Patch> = {
  readonly draft: Pick<Draft<unknown>, 'seal' | 'drop'>
  readonly value: Value
  readonly write: (next: Value, label: string, merge?: string) => void
  readonly words: ListWords
  readonly nameOf: (item: Item | undefined) => string
  readonly itemAt: (value: Value, pointer: SpotPointer) => Item | undefined
  readonly insert: (value: Value, item: Item, spot: Spot) => Value
  readonly remove: (value: Value, pointer: SpotPointer) => Value
  readonly patch: (value: Value, pointer: SpotPointer, patch: Patch) => Value
  readonly move: (value: Value, pointer: SpotPointer, spot: Spot) => Moved<Value>
  /** One place further or back, into other lists at the edges; undefined where that is not allowed. */
  readonly step: (value: Value, pointer: SpotPointer, by: 1 | -1) => Moved<Value> | undefined
  /** Everything on the screen, in the order one walks through it. */
  readonly walk: (value: Value) => readonly SpotPointer[]
}

/** What can be done with things in lists, by mouse and by keys. */
export type ListEditor<Item, Patch> = {
  readonly selected: SpotPointer | undefined
  readonly select: (pointer: SpotPointer | undefined) => void
  /** What was lifted by a key and now moves with the arrows. */
  readonly lifted: SpotPointer | undefined
  readonly nameOf: (item: Item | undefined) => string
  readonly drop: (payload: ListPayload<Item>, spot: Spot) => void
  readonly remove: (pointer: SpotPointer) => void
  readonly patch: (pointer: SpotPointer, patch: Patch) => void
  readonly keys: (pointer: SpotPointer) => KeyMap
}

/** Selecting, lifting, moving, removing of things in lists; every act is one step of the history and is said aloud. */
export function useListEditor<Value, Item, Patch>(
  work: ListWork<Value, Item, Patch>,
): ListEditor<Item, Patch> {
  const announce = useAnnounce()
  const narrow = useNarrow()
  const [selected, select] = useState<SpotPointer>()
  const [lifted, setLifted] = useState<SpotPointer>()
  const { draft, value, write, words, nameOf } = work
  const nameAt = (pointer: SpotPointer): string => nameOf(work.itemAt(value, pointer))
  const drop = (payload: ListPayload<Item>, spot: Spot): void => {
    if ('move' in payload) {
      const moved = work.move(value, payload.move, spot)
      write(moved.value, words('moved', { name: nameAt(payload.move) }))
      // On a phone the properties come up over the canvas: who moves things about is not asked for them.
      return select(narrow ? undefined : moved.pointer)
    }
    const told = words('added', { name: nameOf(payload.add) })
    write(work.insert(value, payload.add, spot), told)
    select(pointerOf(spot))
    announce(told)
  }
  const remove = (pointer: SpotPointer): void => {
    const told = words('removed', { name: nameAt(pointer) })
    write(work.remove(value, pointer), told)
    announce(told)
    select(undefined)
  }
  const step = (pointer: SpotPointer, by: 1 | -1): void => {
    const name = nameAt(pointer)
    const moved = work.step(value, pointer, by)
    if (moved === undefined) return
    write(moved.value, words('moved', { name }), lifted === undefined ? undefined : 'lift')
    if (lifted !== undefined) setLifted(moved.pointer)
    select(moved.pointer)
    announce(words('movedTo', { name, n: spotOf(moved.pointer).index + 1 }))
  }
  const go = (pointer: SpotPointer, by: 1 | -1): void => {
    const all = work.walk(value)
    const next = all[all.indexOf(pointer) + by]
    if (next !== undefined) select(next)
  }
  const lift = (pointer: SpotPointer): void => {
    const isDown = lifted === pointer
    setLifted(isDown ? undefined : pointer)
    announce(words(isDown ? 'dropped' : 'lifted', { name: nameAt(pointer) }))
    if (isDown) draft.seal()
  }
  const keys = (pointer: SpotPointer): KeyMap => {
    const moving = lifted === pointer
    const by = (n: 1 | -1) => () => (moving ? step(pointer, n) : go(pointer, n))
    return {
      Space: () => lift(pointer),
      Escape: () => {
        if (moving) draft.drop('lift')
        setLifted(undefined)
        select(undefined)
      },
      ArrowDown: by(1),
      ArrowUp: by(-1),
      'Alt+ArrowUp': () => step(pointer, -1),
      'Alt+ArrowDown': () => step(pointer, 1),
      Delete: () => remove(pointer),
      Backspace: () => remove(pointer),
    }
  }
  const patch = (pointer: SpotPointer, change: Patch): void =>
    write(work.patch(value, pointer, change), words('changed', { name: nameAt(pointer) }), `patch ${pointer}`)
  return { selected, select, lifted, nameOf, drop, remove, patch, keys }
}
