import { useNarrow, useT } from '@mortise/ui'
import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** The properties at the right; on a phone they come up over the canvas. */
export function SidePanel({
  open,
  onClose,
  children,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  if (!narrow) {
    return (
      <aside className="d-panel" aria-label={t('properties')}>
        {children}
      </aside>
    )
  }
  return (
    <Drawer open={open} onClose={onClose} placement="bottom" size="80%" title={t('properties')}>
      {children}
    </Drawer>
  )
}
