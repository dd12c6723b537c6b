import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'
import { pureContext } from '../react/formatted-cell.tsx'
import { residentFacts } from './check.ts'
import { idNumber } from './field.ts'

/** The number in groups; on a record page with the birthday and sex that it tells. */
export function IdNumberCell({ value, field, ctx, full = false }: CellProps): ReactNode {
  const t = useT(messages)
  if (typeof value !== 'string') return null
  // A masked value is to be read only.
  const facts = full ? residentFacts(value) : undefined
  const shown = value.includes('*') ? value : idNumber.format(value, pureContext(field, ctx))
  return (
    <span className="m-serial">
      {shown}
      {facts === undefined ? null : (
        <small className="m-beside">
          {t(facts.sex === 'male' ? 'bornMale' : 'bornFemale', { day: facts.birthday })}
        </small>
      )}
    </span>
  )
}
