import { language, type Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { messages } from '../../react/messages.ts'
import { ariaOf, statusOf } from '../../react/status.ts'
import type { InputProps } from '../../react/types.ts'

/**
 * A condition or formula in the text form. Only what parses, and checks where the scope is known, becomes the value;
 * until then the text stays as typed with the fault below it.
 */
export function ExpressionInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, placeholder } = props
  const [draft, setDraft] = useState<string>()
  const faultId = useId()
  const text = draft ?? (value === null ? '' : language.print(value, ctx.locale))
  const fault = faultOf(text, props)
  const change = (next: string): void => {
    setDraft(next)
    if (next.trim() === '') return onChange(null)
    const read = language.parse(next)
    if (read.ok) onChange(read.expression as Json)
  }
  return (
    <div>
      <Input.TextArea
        {...ariaOf({ ...props, invalid: fault !== undefined, describedBy: faultId })}
        {...statusOf(fault !== undefined)}
        className="m-code"
        key={field.key}
        value={text}
        autoSize={{ minRows: 1, maxRows: 8 }}
        disabled={disabled}
        placeholder={placeholder ?? t('expressionHint')}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (fault === undefined) setDraft(undefined)
        }}
      />
      {fault === undefined ? null : (
        <span id={faultId} className="m-error">
          {fault}
        </span>
      )}
    </div>
  )
}

const expectable = ['boolean', 'number', 'text'] as const

function faultOf(text: string, { field, ctx }: InputProps): string | undefined {
  if (text.trim() === '') return undefined
  const read = language.parse(text)
  if (!read.ok) return say(read.problem.message, ctx.locale)
  const scope = ctx.scope?.(field)
  if (scope === undefined) return undefined
  const kind = expectable.find((one) => one === field.settings?.['expect'])
  const checked = language.check(read.expression, scope, kind === undefined ? {} : { expect: { kind } })
  return checked.ok ? undefined : say(checked.problems[0]?.message, ctx.locale)
}
