import { Icon } from '@mortise/ui'
import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/promise.css'

/** A small button beside a value that opens where it comes from; what it opens is only asked for then. */
export function WhyButton({
  label,
  title,
  children,
}: {
  readonly label: string
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      onOpenChange={setOpen}
      title={title}
      content={children}
    >
      <button type="button" className="m-why-button" aria-label={label} aria-expanded={open}>
        <Icon name="info" size={14} />
      </button>
    </Popover>
  )
}
