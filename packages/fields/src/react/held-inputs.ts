import type { ComponentType } from 'react'
import type { InputProps } from './types.ts'

/** The inputs by field type. */
export type FieldInputs = ReadonlyMap<string, ComponentType<InputProps>>

let held: FieldInputs | undefined

/** The inputs where they are at hand. */
export function heldInputs(): FieldInputs | undefined {
  return held
}

/** Keeps the inputs at hand. They are constant. */
export function keepInputs(inputs: FieldInputs): FieldInputs {
  held = inputs
  return inputs
}
