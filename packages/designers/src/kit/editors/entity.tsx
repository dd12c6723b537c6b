import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { entityChoices } from '../names.ts'
import { ChoiceBox } from './choice-box.tsx'

/** Names an entity. */
export function EntityEditor(props: InputProps): ReactNode {
  const { model } = useWorkbench()
  return <ChoiceBox {...props} choices={entityChoices({ model, locale: props.ctx.locale })} />
}
