import { Icon, useT, useUi } from '@mortise/ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { messages } from './messages.ts'

/** The search over a whole list; what is typed is looked for after a short rest. */
export function QuickSearch({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  const t = useT(messages)
  const { touch } = useUi()
  const box = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [value])
  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => onChange(draft), 300)
    return () => clearTimeout(timer)
  }, [draft, value, onChange])
  return (
    <label className="m-quick-search" data-touch={touch}>
      <Icon name="search" size={14} />
      <input
        ref={box}
        placeholder={t('search')}
        aria-label={t('search')}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      {draft === '' ? null : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('clearSearch')}
          onClick={() => {
            setDraft('')
            box.current?.focus()
          }}
        >
          <Icon name="x" size={14} />
        </button>
      )}
    </label>
  )
}
