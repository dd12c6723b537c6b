import type { LucideIcon } from 'lucide-react'
import { createElement, type ReactNode, useSyncExternalStore } from 'react'
import { coreIcons } from './icon-core.ts'

let further: ReadonlyMap<string, LucideIcon> | undefined
let asked = false
const listeners = new Set<() => void>()

/** Fetches the icons beyond the core once, when something names one. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!asked) {
    asked = true
    void import('./icon-set.ts').then(({ furtherIcons }) => {
      further = furtherIcons
      for (const one of listeners) one()
    })
  }
  return () => listeners.delete(listener)
}

const nothing = (): (() => void) => () => undefined
const read = (): ReadonlyMap<string, LucideIcon> | undefined => further

/** A line icon by its kebab-case name, 16 or 20 px. A name we don't carry shows a plain square. */
export function Icon({
  name,
  size = 16,
}: {
  readonly name: string | undefined
  readonly size?: number
}): ReactNode {
  const core = name === undefined ? coreIcons.get('square') : coreIcons.get(name)
  const more = useSyncExternalStore(core === undefined ? subscribe : nothing, read)
  const found = core ?? more?.get(name ?? '') ?? (more === undefined ? undefined : coreIcons.get('square'))
  // The place is kept while the icon is on its way, so that nothing jumps.
  if (found === undefined) return <svg width={size} height={size} aria-hidden="true" />
  return createElement(found, { size, strokeWidth: 1.75, 'aria-hidden': true })
}
