import { IconButton, useNavigator, useT, useToast } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useMark } from './marks.ts'
import { messages } from './messages.ts'
import { favouriteOf } from './place-of.ts'

/** The star of the top bar: marks what is on the screen. Absent where there is nothing to come back to. */
export function FavouriteButton(): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const { current } = useNavigator()
  const target = favouriteOf(current)
  const { marked, toggle } = useMark(target)
  if (target === undefined) return null
  const failed = (error: unknown): void =>
    toast({ text: error instanceof Error ? error.message : '', tone: 'danger' })
  return (
    <span className="m-star">
      <IconButton
        icon="star"
        size={18}
        label={t(marked ? 'unmark' : 'mark')}
        pressed={marked}
        onClick={() => void toggle().catch(failed)}
      />
    </span>
  )
}
