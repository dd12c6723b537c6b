/** A time of day as `HH:mm:ss`; undefined when it is none. */
export function canonicalTime(value: string): string | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(value)
  return match ? `${match[1]}:${match[2]}:${match[3] ?? '00'}` : undefined
}
