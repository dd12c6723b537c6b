import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'

/** JSON as text, for what has no editor of its own yet. What can't be read stays as typed and is not taken over. */
export function JsonEditor({
  value,
  onChange,
  id,
}: Pick<InputProps, 'value' | 'onChange' | 'id'>): ReactNode {
  const t = useT(messages)
  const [draft, setDraft] = useState<string>()
  const [wrong, setWrong] = useState(false)
  const change = (text: string): void => {
    setDraft(text)
    try {
      onChange(text.trim() === '' ? null : (JSON.parse(text) as Json))
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }
  return (
    <>
      <Input.TextArea
        {...(id === undefined ? {} : { id })}
        className="m-code"
        status={wrong ? 'error' : ''}
        value={draft ?? (value === null ? '' : JSON.stringify(value, null, 2))}
        autoSize={{ minRows: 2, maxRows: 16 }}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (!wrong) setDraft(undefined)
        }}
      />
      {wrong ? <span className="m-error">{t('jsonWrong')}</span> : null}
    </>
  )
}
