import { fieldInputs } from './field-inputs.ts'
import type { FieldInputs } from './held-inputs.ts'

/** The inputs. Outside of browsers they are part of the program. */
export function inputsAtHand(): FieldInputs | undefined {
  return fieldInputs
}

/** Brings the inputs; they are there already. */
export function loadInputs(): Promise<FieldInputs> {
  return Promise.resolve(fieldInputs)
}
