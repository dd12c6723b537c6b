import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { SideDrawer, useConfirm, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages as formMessages } from '../form/messages.ts'
import { LeaveGuardProvider, useInnerGuard } from '../form/use-unsaved-guard.ts'
import { RecordPage } from './record-page.tsx'

/** A record beside its list. */
export function RecordDrawer({
  entity,
  id,
  onClose,
}: {
  readonly entity: EntityModel
  readonly id: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const locale = useLocale()
  const t = useT(formMessages)
  const confirm = useConfirm()
  const { guard, holds } = useInnerGuard()
  const close = async (): Promise<void> => {
    const ask = { title: t('leave'), body: t('leaveBody'), action: t('leaveAction'), danger: true }
    if (!holds() || (await confirm(ask))) onClose()
  }
  return (
    <SideDrawer
      open={id !== undefined}
      onClose={() => void close()}
      label={say(entity.document.label, locale)}
    >
      <LeaveGuardProvider value={guard}>
        {id === undefined ? null : (
          <RecordPage key={id} entity={entity} id={id} onClose={() => void close()} />
        )}
      </LeaveGuardProvider>
    </SideDrawer>
  )
}
