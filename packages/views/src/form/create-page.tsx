import { say } from '@mortise/errors'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { PageHeader, useLocale, useNavigator, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { RecordForm } from './record-form.tsx'

/** A page for a new record; `preset` fills fields, such as the link to where it was made from. */
export function CreatePage({
  entity,
  preset,
}: {
  readonly entity: EntityModel
  readonly preset: RecordValues
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { go, back } = useNavigator()
  return (
    <>
      <PageHeader title={t('create', { name: say(entity.document.label, locale) })} />
      <div className="m-page m-page-form">
        <RecordForm
          entity={entity}
          preset={preset}
          onCancel={back}
          onSaved={(record) => go(paths.record(entity.key, record.id), { replace: true })}
        />
      </div>
    </>
  )
}
