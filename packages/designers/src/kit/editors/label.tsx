import { say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { Input } from 'antd'
import type { ReactNode } from 'react'

/** A name people read, edited in the language of the screen; the other language stays. */
export function LabelEditor({ value, onChange, ctx, id, placeholder }: InputProps): ReactNode {
  const text = (value ?? '') as LocalizedText
  const write = (next: string): void => {
    if (next === '' && typeof text === 'string') return onChange(null)
    onChange(typeof text === 'string' ? next : ({ ...text, [ctx.locale]: next } as Json))
  }
  const long = say(text, ctx.locale).length > 28
  const given = {
    ...(id === undefined ? {} : { id }),
    ...(placeholder === undefined ? {} : { placeholder }),
    value: say(text, ctx.locale),
  }
  return long ? (
    <Input.TextArea
      {...given}
      autoSize={{ minRows: 1, maxRows: 5 }}
      onChange={(event) => write(event.target.value)}
    />
  ) : (
    <Input {...given} onChange={(event) => write(event.target.value)} />
  )
}
