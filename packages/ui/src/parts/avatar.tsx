import type { ReactNode } from 'react'
import { tintFor, tintOf } from '../theme/tints.ts'
import { useUi } from '../theme/ui-provider.tsx'

/** The letters that stand for a name: the last of a Chinese one, the initials of others. */
export function initialsOf(name: string, most = 2): string {
  const plain = name.trim()
  if (/[\u4e00-\u9fff]/.test(plain)) return plain.slice(-most)
  const parts = plain.split(/\s+/).filter(Boolean)
  return parts
    .slice(0, most)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
}

/** Below this size, in pixels, two letters are too small to read. */
const roomForTwo = 26

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
  const letters = size < roomForTwo ? 1 : 2
  const mark = (
    <span
      className="m-avatar"
      role={withName ? undefined : 'img'}
      aria-hidden={withName}
      aria-label={withName ? undefined : name}
      title={withName ? undefined : name}
      style={{
        background: tint.ground,
        color: tint.text,
        width: size,
        height: size,
        fontSize: letters === 1 ? size * 0.6 : size * 0.42,
      }}
      data-letters={initialsOf(name, letters)}
    />
  )
  if (!withName) return mark
  return (
    <span className="m-person">
      {mark}
      <span>{name}</span>
    </span>
  )
}
