import type { Json } from '@mortise/expressions'
import { changeField, type FieldState, type FormProgram, type FormState } from '@mortise/forms'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { FormScreen } from './form-screen.ts'
import { fieldStateAt } from './row-index.ts'

let opened = 0

/** One open record. Parts of the screen subscribe to what they show and redraw only when that changes. */
export class FormStore {
  readonly program: FormProgram
  /** Tells the controls of this form from those of another one on the same screen. */
  readonly name: string
  /** Which tab, step and section is open. */
  readonly screen: FormScreen = new FormScreen()
  readonly #listeners = new Set<() => void>()
  readonly #opened: FormState
  #state: FormState

  constructor(program: FormProgram, state: FormState) {
    this.program = program
    opened += 1
    this.name = `f${opened}`
    this.#state = state
    this.#opened = state
  }

  /** The state now; a new one after every change. */
  get state(): FormState {
    return this.#state
  }

  /** Whether anything differs from what was opened, as far as a person can have done it. */
  get dirty(): boolean {
    return this.#state.row !== this.#opened.row || this.#state.tables !== this.#opened.tables
  }

  /** Takes one step. */
  set(step: (state: FormState) => FormState): void {
    const next = step(this.#state)
    if (next === this.#state) return
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
