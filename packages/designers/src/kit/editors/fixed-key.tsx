import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'

/** A key that can no longer be changed here. */
export function FixedKey({ value, id }: InputProps): ReactNode {
  return (
    <output id={id} className="m-computed m-code">
      {String(value ?? '')}
    </output>
  )
}
