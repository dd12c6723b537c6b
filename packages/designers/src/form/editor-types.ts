import type { KeyMap } from '../kit/keyboard.ts'
import type { Draft } from '../workbench/use-draft.ts'
import type { Target } from './commands.ts'
import type { FormDraft } from './draft.ts'
import type { SelectHow } from './selection.ts'

/** What a palette entry stands for, and what is being dragged about on the canvas. */
export type FormPayload =
  | { readonly add: 'field'; readonly type: string }
  | { readonly add: 'existing'; readonly field: string }
  | { readonly add: 'part'; readonly type: string }
  /** A data link: nothing that stands on the canvas. */
  | { readonly add: 'link' }
  | { readonly move: string }

/** Parts of the screen that keys lead to. */
export type Place = 'links' | 'palette' | 'panel' | 'name' | 'outline' | 'rules' | 'preview' | 'json' | 'keys'

/** Everything that can be done on the canvas of a form, by pointer or key. */
export type FormEditor = {
  readonly draft: Draft<FormDraft>
  /** The element at hand; with others selected, the last of them. */
  readonly selected: string | undefined
  readonly selection: readonly string[]
  readonly select: (pointer: string | undefined, how?: SelectHow) => void
  readonly selectAll: (pointers: readonly string[]) => void
  /** Pointer of the element held by the keyboard. */
  readonly lifted: string | undefined
  readonly lift: (pointer: string) => void
  readonly putDown: () => void
  readonly callOff: () => void
  readonly nameOf: (pointer: string | undefined) => string
  readonly drop: (payload: FormPayload, place: Target) => void
  /** Adds behind what is selected, into it if it is a container, else at the end. */
  readonly add: (payload: FormPayload) => void
  readonly remove: (pointers: readonly string[]) => void
  readonly duplicate: (pointers: readonly string[]) => void
  readonly copy: (pointers: readonly string[]) => void
  readonly cut: (pointers: readonly string[]) => void
  readonly paste: () => void
  readonly resize: (pointers: readonly string[], by: number) => void
  readonly setSpan: (pointer: string, span: number) => void
  readonly step: (pointer: string, by: 1 | -1) => void
  /** Shares a line with the neighbour on that side. */
  readonly beside: (pointer: string, by: 1 | -1) => void
  /** Into the next tab or step of what it stands in. */
  readonly toPart: (pointer: string, by: 1 | -1) => void
  readonly walk: (by: 1 | -1, how?: SelectHow) => void
  /** Tabs and steps that are open on the canvas, by the pointer of their node. */
  readonly openPart: (pointer: string) => number
  readonly setOpenPart: (pointer: string, at: number) => void
  readonly lead: (place: Place) => void
  readonly keys: () => KeyMap
}
