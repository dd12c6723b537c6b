import { dateInZone, RelativeTime, useT, WholeTime } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { pureContext } from '../react/formatted-cell.tsx'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'
import { nextLunarBirthday } from '../shared/lunar.ts'
import { date } from './field.ts'

/** Relative when near; on a record page in full. A lunar day in lunar words, with its next return. */
export function DateCell(props: CellProps): ReactNode {
  const { value, field, full = false } = props
  if (typeof value !== 'string') return null
  if (field.settings?.['calendar'] === 'lunar') return <LunarCell {...props} />
  return full ? <WholeTime value={value} /> : <RelativeTime value={value} />
}

function LunarCell({ value, field, ctx, full = false }: CellProps): ReactNode {
  const t = useT(messages)
  const words = date.format(value, pureContext(field, ctx))
  const [now] = useState(() => Date.now())
  const next = full ? nextLunarBirthday(String(value), dateInZone(now, ctx.timeZone)) : undefined
  return (
    <span>
      {words}
      {next === undefined ? null : <small className="m-beside">{t('nextLunar', { day: next })}</small>}
    </span>
  )
}
