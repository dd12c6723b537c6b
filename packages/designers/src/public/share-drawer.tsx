import { say } from '@mortise/errors'
import { documentKey, type EntityDocument, type FormDocument } from '@mortise/schema'
import { IconButton, SideDrawer, useLocale, useT } from '@mortise/ui'
import { FormLinks } from '@mortise/views/public-links'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** The links of a form beside its design. */
export function ShareDrawer({
  entity,
  form,
  onClose,
}: {
  readonly entity: EntityDocument
  readonly form: FormDocument
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { client, model } = useWorkbench()
  const me = useQuery({ queryKey: ['me'], queryFn: () => client.session.me(), staleTime: 30_000 })
  const answer = useQuery({ queryKey: ['public', 'model'], queryFn: () => client.session.model() })
  const name = documentKey('form', form)
  const published = answer.data?.documents.form.some(
    (one) => documentKey('form', one) === name && one.purpose === 'public',
  )
  const title = t('shareTitle', { name: say(form.label, locale) || say(entity.label, locale) })
  const ground = {
    client,
    model,
    admin: me.data?.admin === true,
    timeZone: me.data?.workspace.timeZone ?? 'Asia/Shanghai',
  }
  return (
    <SideDrawer open onClose={onClose} label={title} width={760}>
      <div className="d-share">
        <header>
          <h2>{title}</h2>
          <IconButton icon="x" label={t('close')} onClick={onClose} />
        </header>
        <FormLinks form={name} published={published !== false} ground={ground} />
      </div>
    </SideDrawer>
  )
}
