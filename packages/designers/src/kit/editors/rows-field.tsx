import { say } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'

/** Names a sub-table of the record at hand. */
export function RowsFieldEditor(props: InputProps): ReactNode {
  const { model, kit } = useWorkbench()
  const { home } = usePanel()
  const choices = (model.entity(home ?? '')?.fields ?? [])
    .filter(({ type, document }) => kit.fields.find(type)?.parentField?.(document) !== undefined)
    .map(({ key, document }) => ({ value: key, label: say(document.label, props.ctx.locale) || key }))
  return <ChoiceBox {...props} choices={choices} />
}
