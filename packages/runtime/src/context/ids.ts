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
 * A uuid v7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that keeps ids of one millisecond in order,
 * 62 random bits. `time` is milliseconds since 1970.
 */
export function uuidv7(time: number): string {
  if (time <= lastTime) {
    counter += 1
    if (counter > 0xfff) {
      lastTime += 1
      counter = 0
    }
  } else {
    lastTime = time
    counter = 0
  }
  const bytes = freshBytes()
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
  view.setUint16(0, Math.floor(lastTime / 2 ** 32))
  view.setUint32(2, lastTime % 2 ** 32)
  view.setUint16(6, 0x7000 | counter)
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
