import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { SideDrawer, useLocale } from '@mortise/ui'
import type { ReactNode } from 'react'
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
  return (
    <SideDrawer open={id !== undefined} onClose={onClose} label={say(entity.document.label, locale)}>
      {id === undefined ? null : <RecordPage key={id} entity={entity} id={id} onClose={onClose} />}
    </SideDrawer>
  )
}
