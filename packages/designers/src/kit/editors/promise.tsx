import { say } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { useEntityOf } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'

/** Names a promise of service that the entity makes. */
export function PromiseEditor(props: InputProps): ReactNode {
  const { model } = useWorkbench()
  const slas = model.entity(useEntityOf(props.field) ?? '')?.document.slas ?? []
  const choices = slas.map(({ key, label }) => ({ value: key, label: say(label, props.ctx.locale) || key }))
  return <ChoiceBox {...props} choices={choices} />
}
