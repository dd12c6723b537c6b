import type { InputProps } from '@mortise/fields/react'
import { SegmentedControl } from '@mortise/ui'
import { say } from '@mortise/errors'
import type { ReactNode } from 'react'

const widths = [
  [3, '1/4'],
  [4, '1/3'],
  [6, '1/2'],
  [8, '2/3'],
  [12, '1'],
] as const

/** How wide something stands, in columns of 12, by the usual shares. */
export function WidthEditor({ value, onChange, field, ctx }: InputProps): ReactNode {
  return (
    <SegmentedControl
      label={say(field.label, ctx.locale)}
      value={String(value ?? '')}
      options={widths.map(([span, label]) => ({ value: String(span), label }))}
      onChange={(next) => onChange(Number(next))}
    />
  )
}
