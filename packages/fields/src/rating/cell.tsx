import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'
import { starsOf } from './field.ts'

/** The stars; read aloud as a number. */
export function RatingCell({ value, field }: CellProps): ReactNode {
  const t = useT(messages)
  if (typeof value !== 'number') return null
  const stars = starsOf(field)
  return (
    <span className="m-stars" role="img" aria-label={t('stars', { n: value, of: stars })}>
      <span aria-hidden>{'★'.repeat(Math.min(value, stars))}</span>
      <span aria-hidden className="m-stars-rest">
        {'★'.repeat(Math.max(0, stars - value))}
      </span>
    </span>
  )
}
