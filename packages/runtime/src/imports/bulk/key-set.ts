/**
 * Keys that were seen, by 64 bits of each: of the many millions of a large file nothing more is kept. Two keys may look
 * the same by chance; then a row is looked at closely without need.
 */
export type KeySet = {
  /** Adds a key; true when it (or, very rarely, another like it) was there. */
  readonly seen: (key: string) => boolean
}

/** An empty set. */
export function keySet(): KeySet {
  let slots = new Uint32Array(2 * 4096)
  let mask = 4095
  let size = 0
  const place = (table: Uint32Array, low: number, high: number): number => {
    let at = low & mask
    while (table[2 * at] !== 0 || table[2 * at + 1] !== 0) {
      if (table[2 * at] === low && table[2 * at + 1] === high) return -1
      at = (at + 1) & mask
    }
    return at
  }
  const grow = (): void => {
    const old = slots
    mask = 2 * mask + 1
    slots = new Uint32Array(2 * (mask + 1))
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at] ?? 0, old[at + 1] ?? 0]
      if (low === 0 && high === 0) continue
      const free = place(slots, low, high)
      slots[2 * free] = low
      slots[2 * free + 1] = high
    }
  }
  return {
    seen: (key) => {
      let low = 0x811c9dc5
      let high = 0x9747b28c
      for (let at = 0; at < key.length; at += 1) {
        const sign = key.charCodeAt(at)
        low = Math.imul(low ^ sign, 0x01000193)
        high = Math.imul(high ^ sign, 0x5bd1e995)
        high ^= high >>> 13
      }
      low ^= low >>> 15
      // The empty slot is no key.
      const [a, b] = [low >>> 0, (high | 1) >>> 0]
      if (size * 4 > 3 * (mask + 1)) grow()
      const at = place(slots, a, b)
      if (at < 0) return true
      slots[2 * at] = a
      slots[2 * at + 1] = b
      size += 1
      return false
    },
  }
}
