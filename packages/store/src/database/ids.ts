import { randomFillSync } from 'node:crypto'

let lastTime = 0
let counter = 0

// Asking for a few random bytes costs as much as asking for many.
const block = Buffer.alloc(16 * 256)
let used = block.length

/** Sixteen random bytes that nobody had before. */
function freshBytes(): Buffer {
  if (used === block.length) {
    randomFillSync(block)
    used = 0
  }
  used += 16
  return block.subarray(used - 16, used)
}

/**
 * A uuid v7: 48 bits of milliseconds, a 12-bit counter that keeps ids of one millisecond in order, 62 random bits,
 * so that new rows land at the end of an index.
 */
export function newId(time: number = Date.now()): string {
  counter = time > lastTime ? 0 : counter + 1
  lastTime = Math.max(lastTime, time)
  if (counter > 0xfff) {
    lastTime += 1
    counter = 0
  }
  const bytes = freshBytes()
  bytes.writeUIntBE(lastTime, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
