import type { InputProps } from '@mortise/fields/react'
import type { DocumentKind } from '@mortise/schema'
import type { ComponentType, ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { documentChoices } from '../names.ts'
import { ChoiceBox } from './choice-box.tsx'

/** Makes the editor that names a document of one kind. */
export function documentEditor(kind: DocumentKind): ComponentType<InputProps> {
  return function DocumentEditor(props: InputProps): ReactNode {
    const { model } = useWorkbench()
    return <ChoiceBox {...props} choices={documentChoices({ model, locale: props.ctx.locale }, kind)} />
  }
}
