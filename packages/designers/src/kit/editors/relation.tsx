import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { relationChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'

/** Names the rows that belong to a record: a sub-table, or records that link to it. */
export function RelationEditor(props: InputProps): ReactNode {
  const { model } = useWorkbench()
  const { home } = usePanel()
  const choices = relationChoices({ model, locale: props.ctx.locale }, model.entity(home ?? ''))
  return <ChoiceBox {...props} choices={choices} />
}
