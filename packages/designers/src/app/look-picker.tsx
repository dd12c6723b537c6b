import { Icon, tintNames, tintOf, useT, useUi } from '@mortise/ui'
import type { ReactNode } from 'react'
import { iconNames } from './icon-names.ts'
import { messages } from './messages.ts'

/** Picks one of the icons that apps and places may have. */
export function IconPicker({
  value,
  color,
  onChange,
}: {
  readonly value: string | undefined
  readonly color?: string | undefined
  readonly onChange: (icon: string) => void
}): ReactNode {
  const t = useT(messages)
  const tint = tintOf(color, useUi().mode)
  return (
    <div className="d-look-icons" role="radiogroup" aria-label={t('appIcon')}>
      {iconNames.map((name, index) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={name === value}
          aria-label={t('iconNumber', { n: index + 1 })}
          style={name === value && color !== undefined ? { background: tint.ground, color: tint.text } : {}}
          onClick={() => onChange(name)}
        >
          <Icon name={name} size={18} />
        </button>
      ))}
    </div>
  )
}

/** Picks one of the twelve tints. */
export function ColorPicker({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (color: string) => void
}): ReactNode {
  const t = useT(messages)
  const { mode } = useUi()
  return (
    <div className="d-colors" role="radiogroup" aria-label={t('appColor')}>
      {tintNames.map((name, index) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={name === value}
          aria-label={t('color', { n: index + 1 })}
          style={{ background: tintOf(name, mode).dot }}
          onClick={() => onChange(name)}
        />
      ))}
    </div>
  )
}
