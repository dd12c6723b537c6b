import type { InputProps } from '@mortise/fields/react'
import { InputNumber } from 'antd'
import type { ReactNode } from 'react'

/** A share of a whole, written in percent and kept as a number up to one. */
export function ShareEditor({
  value,
  onChange,
  id,
}: Pick<InputProps, 'value' | 'onChange' | 'id'>): ReactNode {
  return (
    <InputNumber
      {...(id === undefined ? {} : { id })}
      min={1}
      max={100}
      precision={0}
      suffix="%"
      value={typeof value === 'number' ? Math.round(value * 100) : null}
      onChange={(next) => onChange(next === null ? null : Number(next) / 100)}
    />
  )
}
