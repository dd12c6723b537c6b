import type { ReactNode } from 'react'
import { tintFor, tintOf } from '../theme/tints.ts'
import { useUi } from '../theme/ui-provider.tsx'

/** The letters that stand for a name: the last two of a Chinese one, the initials of others. */
export function initialsOf(name: string): string {
  const plain = name.trim()
  if (/[\u4e00-\u9fff]/.test(plain)) return plain.slice(plain.length > 2 ? -2 : 0)
  const parts = plain.split(/\s+/).filter(Boolean)
  return parts
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
}

/** A person as a round mark; `withName` sets the name beside it. */
export function Avatar({
  name,
  size = 24,
  withName = false,
}: {
  readonly name: string
  readonly size?: number
  readonly withName?: boolean
}): ReactNode {
  const tint = tintOf(tintFor(name), useUi().mode)
  const mark = (
    <span
      className="m-avatar"
      aria-hidden={withName}
      title={withName ? undefined : name}
      style={{ background: tint.ground, color: tint.text, width: size, height: size, fontSize: size * 0.42 }}
    >
      {initialsOf(name)}
    </span>
  )
  if (!withName) return mark
  return (
    <span className="m-person">
      {mark}
      <span>{name}</span>
    </span>
  )
}
