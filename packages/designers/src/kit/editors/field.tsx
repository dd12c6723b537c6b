import type { InputProps, RefChoice } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldChoices } from '../names.ts'
import { useEntityOf } from '../panel-context.tsx'
import { ChoiceBox, ChoicesBox } from './choice-box.tsx'

function useFields(props: InputProps, options: Parameters<typeof fieldChoices>[2]): readonly RefChoice[] {
  const { model } = useWorkbench()
  const entity = model.entity(useEntityOf(props.field) ?? '')
  return fieldChoices({ model, locale: props.ctx.locale }, entity, options)
}

/** Names a field. */
export function FieldEditor(props: InputProps): ReactNode {
  return <ChoiceBox {...props} choices={useFields(props, {})} />
}

/** Names a field, also one behind a link. */
export function PathEditor(props: InputProps): ReactNode {
  return <ChoiceBox {...props} choices={useFields(props, { paths: true })} />
}

const recordStart = '$record.'

/** Names a link of the record at hand; empty means the record itself. Kept as `$record.<field>`. */
export function LinkEditor(props: InputProps): ReactNode {
  const choices = useFields(props, { links: true })
  const plain = typeof props.value === 'string' ? props.value : ''
  const shown = plain.startsWith(recordStart)
    ? plain.slice(recordStart.length)
    : plain === '$record'
      ? ''
      : plain
  return (
    <ChoiceBox
      {...props}
      value={shown}
      choices={choices}
      onChange={(next) => props.onChange(typeof next === 'string' ? `${recordStart}${next}` : null)}
    />
  )
}

/** Names several fields. */
export function FieldsEditor(props: InputProps): ReactNode {
  return <ChoicesBox {...props} choices={useFields(props, {})} />
}

/** Names several fields, also behind links. */
export function PathsEditor(props: InputProps): ReactNode {
  return <ChoicesBox {...props} choices={useFields(props, { paths: true })} />
}
