/** Holds a name while a page is open, so that others can tell a form that is open from one that was left behind. */
export function holdName(name: string): () => void {
  if (!('locks' in navigator)) return () => undefined
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void navigator.locks.request(name, () => held).catch(() => undefined)
  return () => release()
}

/** Names that are held by any page of this browser. */
export async function heldNames(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  return new Set(held.map(({ name = '' }) => name))
}

/** Does something in one page at a time; undefined when another page is at it. */
export async function alone<Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()))
}
