let waiting: readonly (() => Promise<unknown>)[] = []
let begun = false

/**
 * Marks a part of the product that the first page does without: it is fetched when it is first used, or before, once
 * `fetchLater` found time, the `first` ones before all others. The same promise for everybody, until it fails.
 */
export function later<Part>(load: () => Promise<Part>, first: boolean = false): () => Promise<Part> {
  let coming: Promise<Part> | undefined
  const once = (): Promise<Part> => {
    waiting = waiting.filter((one) => one !== once)
    coming ??= load().catch((error: unknown) => {
      coming = undefined
      throw error
    })
    return coming
  }
  waiting = first ? [once, ...waiting] : [...waiting, once]
  if (begun) void fetchWaiting()
  return once
}

/** A moment in which the browser has nothing better to do. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    // Safari knows no such moment; there it is the next but a little.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 3000 })
    else setTimeout(resolve, 200)
  })
}

let busy = false
let inQuiet = false

/** Whether a part is being fetched just now that nobody has asked for: should it fail, nobody misses anything yet. */
export function isFetchingAhead(): boolean {
  return inQuiet
}

async function fetchWaiting(): Promise<void> {
  if (busy) return
  busy = true
  for (let load = waiting[0]; load !== undefined; load = waiting[0]) {
    await quiet()
    // Without a network it waits: whoever needs a part then has it from what is kept, or hears what is wrong.
    if (!navigator.onLine) await new Promise((back) => addEventListener('online', back, { once: true }))
    inQuiet = true
    // What can't be had now is fetched when it is used, and says then what is wrong.
    await load().catch(() => undefined)
    inQuiet = false
  }
  busy = false
}

/** Fetches what was marked, one part after the other, each in a quiet moment. Called once the first page stands. */
export function fetchLater(): void {
  begun = true
  void fetchWaiting()
}
