import { Badge, Tooltip } from 'antd'
import { type ReactNode, type Ref, useState } from 'react'
import { Icon } from './icon.tsx'

/** A button that is only an icon; its name is read aloud and shown on hover. */
export function IconButton({
  icon,
  label,
  onClick,
  count,
  size = 16,
  pressed,
  disabled,
  hint,
  ref,
}: {
  readonly icon: string
  readonly label: string
  readonly onClick?: () => void
  /** A small number on the corner. */
  readonly count?: number
  readonly size?: number
  readonly pressed?: boolean
  readonly disabled?: boolean
  /** Keys that do the same. */
  readonly hint?: string
  readonly ref?: Ref<HTMLButtonElement>
}): ReactNode {
  const [told, setTold] = useState(false)
  const [used, setUsed] = useState(false)
  const button = (
    <button
      type="button"
      ref={ref}
      className="m-icon-button"
      aria-label={count === undefined || count === 0 ? label : `${label} ${count}`}
      aria-pressed={pressed}
      disabled={disabled}
      onPointerLeave={() => setUsed(false)}
      onBlur={() => setUsed(false)}
      onClick={() => {
        setUsed(true)
        onClick?.()
      }}
    >
      {count === undefined ? (
        <Icon name={icon} size={size} />
      ) : (
        <Badge count={count} size="small" overflowCount={99} offset={[2, -2]}>
          <Icon name={icon} size={size} />
        </Badge>
      )}
    </button>
  )
  return (
    // Once clicked the name stays away: it would lie over the menu that opens.
    <Tooltip
      title={hint === undefined ? label : `${label}  ${hint}`}
      mouseEnterDelay={0.4}
      open={told && !used}
      onOpenChange={setTold}
    >
      {button}
    </Tooltip>
  )
}
