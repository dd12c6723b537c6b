import { say } from '@mortise/errors'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { PageHeader, Skeleton, useLocale, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { useOutbox, useWaiting } from '../offline/outbox-context.tsx'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { RecordForm } from './record-form.tsx'
import { useBegun } from './use-begun.ts'

/** A page for a new record; `preset` fills fields, such as the link to where it was made from. */
export function CreatePage({
  entity,
  preset,
  waiting,
  draft,
}: {
  readonly entity: EntityModel
  readonly preset: RecordValues
  /** A record that waits on this device to be sent, or was refused: opened to be put right. */
  readonly waiting?: string | undefined
  /** One of the person's own drafts to go on with, as the list of drafts names it. */
  readonly draft?: string | undefined
}): ReactNode {
  const begun = useBegun(entity, draft)
  const t = useT(messages)
  const locale = useLocale()
  const { go, back } = useNavigator()
  const { me, labels } = useWorkspace()
  const mayOwn = useRights(entity.key).fields['owner'] === 'write'
  // Who makes a record owns it unless they say otherwise; the form shows so from the start.
  const given = useMemo(
    () => (mayOwn ? { owner: me.user.id, ...preset } : preset),
    [mayOwn, me.user.id, preset],
  )
  const outbox = useOutbox()
  const list = useWaiting()
  // What it was when the page opened: once it is sent the form keeps what was taken up.
  const [taken] = useState(() => {
    const found = list.find(({ id }) => id === waiting)
    labels.add(found?.names)
    return found
  })
  const settle = (): void => {
    if (taken !== undefined) void outbox?.remove(taken.id)
  }
  return (
    <>
      <PageHeader title={t('create', { name: say(entity.document.label, locale) })} />
      <div className="m-page m-page-form">
        {begun === 'looking' ? (
          <Skeleton shape="record" count={6} />
        ) : (
          <RecordForm
            entity={entity}
            preset={given}
            typed={taken?.typed ?? begun?.typed}
            misfits={taken?.misfits ?? begun?.misfits}
            takenUp={begun?.from}
            onCancel={back}
            onQueued={() => {
              settle()
              go(paths.list(entity.key), { replace: true })
            }}
            onSaved={(record) => {
              settle()
              go(paths.record(entity.key, record.id), { replace: true })
            }}
          />
        )}
      </div>
    </>
  )
}
