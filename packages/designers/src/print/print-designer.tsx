import type { ReactNode } from 'react'

/** Placeholder. */
export function PrintPage(_: { readonly name: string }): ReactNode {
  return null
}
