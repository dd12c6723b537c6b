import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useNarrow } from './use-narrow.ts'

/** A panel from the right over 70 % of the screen (all of it on a phone), for a record beside its list. */
export function SideDrawer({
  open,
  onClose,
  label,
  children,
  width = '70%',
}: {
  readonly open: boolean
  readonly onClose: () => void
  /** Read aloud as the panel's name. */
  readonly label: string
  readonly children: ReactNode
  readonly width?: number | string
}): ReactNode {
  const narrow = useNarrow()
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={narrow ? '100%' : width}
      closable={false}
      destroyOnHidden
      aria-label={label}
      styles={{ body: { padding: 0, background: 'var(--m-page)' } }}
    >
      {children}
    </Drawer>
  )
}
