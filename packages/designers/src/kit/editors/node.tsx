import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useNodeChoices } from '../node-choices.ts'
import { ChoiceBox, ChoicesBox } from './choice-box.tsx'

/** Chooses a node of the flow. */
export function NodeEditor(props: InputProps): ReactNode {
  return <ChoiceBox {...props} choices={useNodeChoices()} />
}

/** Chooses several nodes of the flow. */
export function NodesEditor(props: InputProps): ReactNode {
  return <ChoicesBox {...props} choices={useNodeChoices()} />
}
