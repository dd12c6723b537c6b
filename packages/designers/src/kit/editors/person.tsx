import { say } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

/** Of whom somebody is the manager: the starter, or a person field of the record. */
export function PersonEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { home } = usePanel()
  const entity = model.entity(home ?? '')
  const fields = (entity?.fields ?? []).filter(({ key }) => {
    const type = entity?.scope.find(key)?.type
    return type?.kind === 'id' && type.entity === 'user'
  })
  const choices = [
    { value: 'starter', label: t('peopleStarter') },
    ...fields.map(({ key, document }) => ({
      value: `$record.${key}`,
      label: say(document.label, props.ctx.locale),
    })),
  ]
  return <ChoiceBox {...props} choices={choices} placeholder={t('peopleStarter')} />
}
