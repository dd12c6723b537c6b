import type { InputProps } from '@mortise/fields/react'
import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** Pictures that suit kinds of records. */
const icons: readonly string[] = [
  'box',
  'users',
  'user',
  'building-2',
  'briefcase',
  'target',
  'handshake',
  'phone',
  'mail',
  'calendar',
  'clipboard-list',
  'file-text',
  'receipt',
  'package',
  'truck',
  'rocket',
  'credit-card',
  'wrench',
  'database',
  'star',
  'flag',
]

/** A picture for a kind of records. */
export function IconEditor({ value, onChange, id }: InputProps): ReactNode {
  const t = useT(messages)
  const shown = typeof value === 'string' && !icons.includes(value) ? [value, ...icons] : icons
  return (
    <div className="d-icons" role="radiogroup" aria-label={t('icon')} {...(id === undefined ? {} : { id })}>
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={value === name}
          aria-label={name}
          onClick={() => onChange(value === name ? null : name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  )
}
