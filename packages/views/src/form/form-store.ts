import type { Json } from '@mortise/expressions'
import { changeField, type FieldState, type FormProgram, type FormState, isDirty } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { FormScreen } from './form-screen.ts'
import { fieldStateAt } from './row-index.ts'
import { typedValues } from './typed-values.ts'

/** Narrows what a state lets a person see and do. Gives the same fields where nothing is to narrow. */
export type Lens = (state: FormState) => FormState

const asItIs: Lens = (state) => state
let openedForms = 0

/** One open record. Parts of the screen subscribe to what they show and redraw only when that changes. */
export class FormStore {
  readonly program: FormProgram
  /** Tells the controls of this form from those of another one on the same screen. */
  readonly name: string
  /** Which tab, step and section is open. */
  readonly screen: FormScreen = new FormScreen()
  readonly #listeners = new Set<() => void>()
  readonly #opened: FormState
  readonly #lens: Lens
  readonly #takenUp: boolean
  #state: FormState
  #openedValues: RecordValues | undefined

  /**
   * `opened` is what counts as unchanged, where the state already holds something that was typed before. `lens` is laid
   * over every state: what it narrows stays so whatever is worked out anew.
   */
  constructor(
    program: FormProgram,
    state: FormState,
    { opened = state, lens = asItIs }: { readonly opened?: FormState; readonly lens?: Lens } = {},
  ) {
    this.program = program
    openedForms += 1
    this.name = `f${openedForms}`
    this.#lens = lens
    this.#state = lens(state)
    this.#opened = opened
    this.#takenUp = opened !== state
  }

  /** The state now; a new one after every change. */
  get state(): FormState {
    return this.#state
  }

  /** Whether a person has changed anything, now or before what was taken up again. */
  get dirty(): boolean {
    if (isDirty(this.program, this.#state)) return true
    return this.#takenUp && Object.keys(this.changed()).length > 0
  }

  /** What a person has written that differs from what was opened, by field; a sub-table whole. */
  changed(): RecordValues {
    const [now, before] = [this.#state, this.#opened]
    if (now.fields === before.fields && now.tables === before.tables) return {}
    const touched = (key: string): boolean =>
      now.fields[key] !== before.fields[key] || now.tables[key] !== before.tables[key]
    const typed = typedValues(this.program, now, touched)
    this.#openedValues ??= typedValues(this.program, before)
    const was = this.#openedValues
    return Object.fromEntries(
      Object.entries(typed).filter(
        ([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key] ?? null),
      ),
    )
  }

  /** Takes one step. */
  set(step: (state: FormState) => FormState): void {
    const stepped = step(this.#state)
    if (stepped === this.#state) return
    const next = this.#lens(stepped)
    this.#state = next
    for (const listener of this.#listeners) listener()
  }

  /** A person changes a field at a place. */
  change(path: string, value: Json): void {
    this.set((state) => changeField(this.program, state, path, value))
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const FormContext = createContext<FormStore | undefined>(undefined)

/** Gives the parts of a form their store. */
export const FormStoreProvider: React.Provider<FormStore | undefined> = FormContext.Provider

/** The store of the form around. */
export function useFormStore(): FormStore {
  const store = useContext(FormContext)
  if (store === undefined) throw new Error('no form above')
  return store
}

/** A part of the state; the caller redraws only when it is another one. The part must be shared between states. */
export function useFormPart<Part>(store: FormStore, pick: (state: FormState) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => pick(store.state))
}

/** The state of one field. */
export function useField(store: FormStore, path: string): FieldState | undefined {
  return useFormPart(
    store,
    useCallback((state: FormState) => fieldStateAt(state, path), [path]),
  )
}

/** The open part of a container of the form, and how to open another. */
export function useOpenPart(
  store: FormStore,
  container: string,
  standard: number,
): readonly [number, (part: number) => void] {
  const { screen } = store
  const open = useSyncExternalStore(screen.subscribe, () => screen.openPart(container) ?? standard)
  return [open, useCallback((part: number) => screen.show(container, part), [screen, container])]
}
