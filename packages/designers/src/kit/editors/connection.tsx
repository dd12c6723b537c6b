import type { InputProps } from '@mortise/fields/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { ChoiceBox } from './choice-box.tsx'

/** Chooses an account at one of the systems that the setting names. */
export function ConnectionEditor(props: InputProps): ReactNode {
  const { client } = useWorkbench()
  const known = useQuery({ queryKey: ['connections', 'names'], queryFn: () => client.connections.names() })
  const systems = props.field.settings?.['systems']
  const types: readonly unknown[] = Array.isArray(systems) ? systems : []
  const choices = (known.data ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ key, name }) => ({ value: key, label: name }))
  return <ChoiceBox {...props} choices={choices} />
}
