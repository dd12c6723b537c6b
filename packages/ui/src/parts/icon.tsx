import type { LucideIcon } from 'lucide-react'
import { createElement, type ReactNode } from 'react'
import { icons } from './icon-set.ts'

/** A line icon by its kebab-case name, 16 or 20 px. A name we don't carry shows a plain square. */
export function Icon({
  name,
  size = 16,
}: {
  readonly name: string | undefined
  readonly size?: number
}): ReactNode {
  const found: LucideIcon = (name === undefined ? undefined : icons.get(name)) ?? icons.get('square')!
  return createElement(found, { size, strokeWidth: 1.75, 'aria-hidden': true })
}
