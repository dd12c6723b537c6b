import { Popover } from 'antd'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'

/** One condition as a chip: a click opens its editor, the cross takes it away. */
export function FilterChip({
  name,
  value,
  children,
  startOpen = false,
  onRemove,
  onClose,
}: {
  readonly name: string
  readonly value: string
  /** The editor shown in the pop-over. */
  readonly children: ReactNode
  readonly startOpen?: boolean
  readonly onRemove: () => void
  readonly onClose?: () => void
}): ReactNode {
  const [open, setOpen] = useState(startOpen)
  const t = useT(messages)
  return (
    <span className="m-chip">
      <Popover
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        open={open}
        content={children}
        destroyOnHidden
        onOpenChange={(next) => {
          setOpen(next)
          if (!next) onClose?.()
        }}
      >
        <button type="button" className="m-chip-body">
          <b>{name}</b> <span>{value}</span>
        </button>
      </Popover>
      <button
        type="button"
        className="m-chip-remove"
        aria-label={`${t('remove')} ${name}`}
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  )
}
