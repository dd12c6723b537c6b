import type { ReactNode } from 'react'
import { tintOf } from '../theme/tints.ts'
import { useUi } from '../theme/ui-provider.tsx'

/** A small label on a soft ground. `dot` draws only a dot before plain text. */
export function Tag({
  color,
  dot = false,
  children,
}: {
  readonly color?: string | undefined
  readonly dot?: boolean
  readonly children: ReactNode
}): ReactNode {
  const tint = tintOf(color, useUi().mode)
  if (dot) {
    return (
      <span className="m-dot">
        <i style={{ background: tint.dot }} />
        {children}
      </span>
    )
  }
  return (
    <span className="m-tag" style={{ background: tint.ground, color: tint.text }}>
      {children}
    </span>
  )
}
