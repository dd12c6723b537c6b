import { type FieldInputs, heldInputs, keepInputs } from './held-inputs.ts'

let coming: Promise<FieldInputs> | undefined

/** The inputs, once a screen that has any was fetched: lists do without them. */
export function inputsAtHand(): FieldInputs | undefined {
  return heldInputs()
}

/** Fetches the inputs. Until they are there, always the same promise; it fails where they can't be had. */
export function loadInputs(): Promise<FieldInputs> {
  coming ??= import('./field-inputs.ts').then(
    ({ fieldInputs }) => keepInputs(fieldInputs),
    (error: unknown) => {
      coming = undefined
      throw error
    },
  )
  return coming
}
