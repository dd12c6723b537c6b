import { createHash } from 'node:crypto'

/** A name of an index or constraint, within Postgres' 63 bytes and the same every time. */
export function objectName(parts: readonly string[], suffix: string): string {
  const name = `${parts.join('_')}_${suffix}`
  if (name.length <= 60) return name
  return `${name.slice(0, 49)}_${digest(name)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10)
}

/** Name in the bin: can't be a key, tells the time, and fits. */
export function binName(name: string, stamp: string): string {
  const short = name.length <= 30 ? name : objectName([name.slice(0, 19)], digest(name))
  return `~dropped_${stamp}_${short}`
}

/** Name of a column in which a change of type is prepared; like the bin's, no key can be it. */
export function nextName(name: string, id: string): string {
  return `~next_${id.replaceAll('-', '').slice(-12)}_${name.slice(0, 30)}`
}
