import { Icon } from '@mortise/ui'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'

/** One shelf: its name, what stands on it, and while it is empty what to do with it. */
export function ShelfRow({
  shelf,
  label,
  hint,
  empty,
  fault,
  children,
}: {
  /** Name of the list among the places to drop on. */
  readonly shelf: string
  readonly label: string
  readonly hint: string
  readonly empty: boolean
  /** What is wrong with what stands here. */
  readonly fault?: string | undefined
  readonly children: ReactNode
}): ReactNode {
  return (
    <div
      className="r-shelf"
      role="group"
      aria-label={label}
      data-list={shelf}
      data-flow="row"
      data-fault={fault !== undefined}
    >
      <span className="r-shelf-name">{label}</span>
      {children}
      {empty ? <span className="r-shelf-hint">{hint}</span> : null}
      {fault === undefined ? null : (
        <Tooltip title={fault}>
          <span className="r-shelf-fault" role="img" aria-label={fault}>
            <Icon name="triangle-alert" size={14} />
          </span>
        </Tooltip>
      )}
    </div>
  )
}
