import { Dropdown, type MenuProps } from 'antd'
import { type ReactNode, useState } from 'react'

/** What a menu under a button offers. */
export type MenuItems = NonNullable<MenuProps['items']>

/** A menu under what stands inside. */
export function Menu({
  items,
  open,
  children,
}: {
  readonly items: MenuItems
  /** Whether it is open from the start. */
  readonly open: boolean
  readonly children: ReactNode
}): ReactNode {
  const [shown, setShown] = useState(open)
  return (
    <Dropdown
      menu={{ items }}
      trigger={['click']}
      placement="bottomRight"
      open={shown}
      onOpenChange={setShown}
    >
      {children}
    </Dropdown>
  )
}
