import type { ReactNode } from 'react'

/** Placeholder. */
export function ReportPage(_: { readonly name: string }): ReactNode {
  return null
}
