import { type LucideIcon, Square } from 'lucide-react'
import { createElement, type ReactNode, useSyncExternalStore } from 'react'
import { coreIcons } from './icon-core.ts'
import { later } from './later.ts'

type Icons = ReadonlyMap<string, LucideIcon>

let common: Icons | undefined
let further: Icons | undefined
/** Counts what has arrived. */
let arrived = 0
const listeners = new Set<() => void>()

/** Hears of icons that arrive, and asks for some. */
const hearing =
  (ask: () => Promise<void>) =>
  (listener: () => void): (() => void) => {
    listeners.add(listener)
    // What can't be had now is asked for again by the next icon.
    void ask().catch(() => undefined)
    return () => listeners.delete(listener)
  }

function tell(): void {
  arrived++
  for (const one of listeners) one()
}

const hearCommon = hearing(
  later(async () => {
    common = (await import('./icon-common.ts')).commonIcons
    tell()
  }, true),
)
const hearFurther = hearing(
  later(async () => {
    further = (await import('./icon-set.ts')).furtherIcons
    tell()
  }),
)
const nothing: typeof hearCommon = () => () => undefined
const read = (): number => arrived

/** Where a name is still to be looked for. */
function wayTo(name: string): typeof hearCommon {
  if (coreIcons.has(name)) return nothing
  if (common === undefined) return hearCommon
  return common.has(name) || further !== undefined ? nothing : hearFurther
}

/** A line icon by its kebab-case name, 16 or 20 px. A name we don't carry shows a plain square. */
export function Icon({
  name = 'square',
  size = 16,
}: {
  readonly name: string | undefined
  readonly size?: number
}): ReactNode {
  const way = wayTo(name)
  useSyncExternalStore(way, read)
  const found = coreIcons.get(name) ?? common?.get(name) ?? further?.get(name)
  // The place is kept while the icon is on its way, so that nothing jumps.
  if (found === undefined && way !== nothing) return <svg width={size} height={size} aria-hidden="true" />
  return createElement(found ?? Square, {
    size,
    strokeWidth: 1.75,
    'aria-hidden': true,
  })
}
