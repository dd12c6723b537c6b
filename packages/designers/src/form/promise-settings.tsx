import { Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { withPromise } from './promise-properties.ts'

/** Begins a promise of service together with the fields that show it. */
export function NewPromise({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { present, commit } = editor.draft
  return (
    <div className="m-stack">
      <p className="m-faint">{t('promiseNote')}</p>
      <Button
        icon={<Icon name="alarm-clock" size={14} />}
        onClick={() => commit({ ...present, entity: withPromise(present.entity) }, t('promiseNew'))}
      >
        {t('promiseNew')}
      </Button>
    </div>
  )
}
