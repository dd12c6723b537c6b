import type { ReactNode } from 'react'

/** Placeholder. */
export function RolePage(_: { readonly name: string }): ReactNode {
  return null
}
