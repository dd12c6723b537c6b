import type { ReactNode } from 'react'
import { tintOf } from '../theme/tints.ts'
import { useUi } from '../theme/ui-provider.tsx'
import { Icon } from './icon.tsx'

/** The sign of an app: its icon on a square of its colour, 20 to 56 px. */
export function AppMark({
  icon,
  color,
  size = 32,
}: {
  readonly icon: string | undefined
  readonly color: string | undefined
  readonly size?: number
}): ReactNode {
  const { mode } = useUi()
  const { ground, text } = tintOf(color ?? 'blue', mode)
  const style = { width: size, height: size, background: ground, color: text, borderRadius: size / 4 }
  return (
    <span className="m-app-mark" style={style} aria-hidden="true">
      <Icon name={icon ?? 'layout-grid'} size={Math.round(size * 0.56)} />
    </span>
  )
}
