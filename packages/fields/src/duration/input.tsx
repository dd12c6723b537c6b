import type { ReactNode } from 'react'
import { pureContext } from '../react/formatted-cell.tsx'
import { NumberInput } from '../react/number-input.tsx'
import type { InputProps } from '../react/types.ts'
import { duration } from './field.ts'

/** A length of time, typed as `1:30` or `1小时30分`. */
export function DurationInput(props: InputProps): ReactNode {
  const context = pureContext(props.field, props.ctx)
  const edit = (value: InputProps['value']): string => duration.toText(value, context).replace(/:00$/u, '')
  return (
    <NumberInput
      {...props}
      type={duration}
      writing={{ edit, read: (text) => text }}
      placeholder={props.placeholder ?? '1:30'}
    />
  )
}
