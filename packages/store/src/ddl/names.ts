import { createHash } from 'node:crypto'

/** A name of an index or constraint, within Postgres' 63 bytes and the same every time. */
export function objectName(parts: readonly string[], suffix: string): string {
  const name = `${parts.join('_')}_${suffix}`
  if (name.length <= 60) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10)
  return `${name.slice(0, 49)}_${hash}`
}

/** Name in the bin: can't be a key, tells the time, and fits. */
export function binName(name: string, stamp: string): string {
  return `~dropped_${stamp}_${name.slice(0, 30)}`
}
