import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { laterPart, useIsThere } from './later-part.tsx'
import type { MenuItems } from './menu.tsx'

const Menu = laterPart(async () => (await import('./menu.tsx')).Menu)

/** An icon with a menu under it. The menu is fetched once the page stands, or when somebody comes near. */
export function MenuButton({
  icon,
  label,
  items,
}: {
  readonly icon: string
  readonly label: string
  readonly items: MenuItems
}): ReactNode {
  const there = useIsThere(Menu)
  const button = useRef<HTMLButtonElement>(null)
  const focused = useRef(false)
  // Asked for before the menu was there: it opens as soon as it is.
  const [wanted, setWanted] = useState(false)
  useLayoutEffect(() => {
    if (there && focused.current) button.current?.focus()
  }, [there])
  const inner = <IconButton icon={icon} label={label} ref={button} />
  if (there) {
    return (
      <Menu items={items} open={wanted}>
        <span>{inner}</span>
      </Menu>
    )
  }
  return (
    <span
      onPointerEnter={Menu.fetch}
      onFocus={() => {
        focused.current = true
        Menu.fetch()
      }}
      onBlur={() => {
        focused.current = false
      }}
      onClick={() => setWanted(true)}
    >
      {inner}
    </span>
  )
}
