/** A value that is read again when older than `maxAgeMs` or told to be stale; parallel readers share one read. */
export type Fresh<T> = { readonly get: () => Promise<T>; readonly expire: () => void }

/** Makes a cached reader. `load` gets the value before, so that it can keep it when nothing changed. */
export function fresh<T>(
  load: (before: T | undefined) => Promise<T>,
  options: { readonly maxAgeMs: number; readonly clock: () => number },
): Fresh<T> {
  let value: T | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<T> | undefined
  let generation = 0
  const read = (): Promise<T> => {
    const started = generation
    const promise = load(value).then(
      (loaded) => {
        value = loaded
        // A change that came while reading may not be in what was read: read again next time.
        readAt = started === generation ? options.clock() : Number.NEGATIVE_INFINITY
        if (reading === promise) reading = undefined
        return loaded
      },
      (error: unknown) => {
        if (reading === promise) reading = undefined
        throw error
      },
    )
    return promise
  }
  return {
    get: () => {
      if (value !== undefined && options.clock() - readAt < options.maxAgeMs) return Promise.resolve(value)
      reading ??= read()
      return reading
    },
    expire: () => {
      generation += 1
      readAt = Number.NEGATIVE_INFINITY
      reading = undefined
    },
  }
}
