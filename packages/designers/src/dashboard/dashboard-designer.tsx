import type { ReactNode } from 'react'

/** Placeholder. */
export function DashboardPage(_: { readonly name: string }): ReactNode {
  return null
}
