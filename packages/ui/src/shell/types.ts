import type { ReactNode } from 'react'

/** One place to go. */
export type NavLink = {
  readonly key: string
  readonly label: string
  readonly icon?: string | undefined
  readonly href: string
  readonly count?: number | undefined
  /** Its colour, one of the twelve tints; apps have one. */
  readonly color?: string | undefined
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
  /** Stands at the head of the navigation: what is being worked in. */
  readonly head: ReactNode
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
