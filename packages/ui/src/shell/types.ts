import type { ReactNode } from 'react'

/** One place to go. */
export type NavLink = {
  readonly key: string
  readonly label: string
  readonly icon?: string | undefined
  readonly href: string
  readonly count?: number | undefined
}

/** Places under a heading; without a label they stand on top. */
export type NavGroup = {
  readonly key: string
  readonly label?: string | undefined
  readonly links: readonly NavLink[]
}

/** Everything the frame shows around a page. */
export type ShellProps = {
  readonly workspace: string
  readonly apps: readonly NavLink[]
  readonly currentApp?: string | undefined
  /** Under the apps on the rail: settings, designers. */
  readonly tools: readonly NavLink[]
  readonly groups: readonly NavGroup[]
  readonly bottom: readonly NavLink[]
  /** Path being shown, to mark the place. */
  readonly path: string
  /** Top bar, left to right: search, new, bell, me. */
  readonly search: ReactNode
  readonly actions: ReactNode
  readonly folded: boolean
  readonly onFold: (folded: boolean) => void
  readonly children: ReactNode
}
