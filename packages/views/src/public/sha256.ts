/*
 * SHA-256 of a text that ends in a number, again and again. The browser's own digest answers asynchronously, which costs
 * more than the digest: here what stands before the number is digested once.
 */

const rounds = Uint32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])
const start: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]
const schedule = new Uint32Array(64)
const turn = (value: number, by: number): number => (value >>> by) | (value << (32 - by))
const at = (list: Uint32Array, index: number): number => list[index] ?? 0

/** Takes one block of 64 bytes into a state of eight words. */
function compress(state: Uint32Array, bytes: Uint8Array, offset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 64)
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getUint32(i * 4)
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [at(schedule, i - 15), at(schedule, i - 2)]
    const one = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
    const two = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
    schedule[i] = (at(schedule, i - 16) + one + at(schedule, i - 7) + two) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i += 1) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + one + ((e & f) ^ (~e & g)) + at(rounds, i) + at(schedule, i)) | 0
    const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i += 1) state[i] = (at(state, i) + (sums[i] ?? 0)) | 0
}

/** Makes a function that gives the first 32 bits of the SHA-256 of `head` with a number behind it. */
export function digester(head: string): (number: number) => number {
  const bytes = new TextEncoder().encode(head)
  const whole = bytes.length - (bytes.length % 64)
  const before = Uint32Array.from(start)
  for (let offset = 0; offset < whole; offset += 64) compress(before, bytes, offset)
  const rest = bytes.subarray(whole)
  const state = new Uint32Array(8)
  const tail = new Uint8Array(128)
  const view = new DataView(tail.buffer)
  return (number) => {
    const digits = String(number)
    const length = rest.length + digits.length
    const size = length < 56 ? 64 : 128
    tail.fill(0)
    tail.set(rest)
    for (let i = 0; i < digits.length; i += 1) tail[rest.length + i] = digits.charCodeAt(i)
    tail[length] = 0x80
    view.setUint32(size - 4, (whole + length) * 8)
    state.set(before)
    for (let offset = 0; offset < size; offset += 64) compress(state, tail, offset)
    return at(state, 0)
  }
}

/** The SHA-256 of bytes, in hex. By the browser where it may; pages without a secure address have to do it themselves. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = (globalThis as { readonly crypto?: { readonly subtle?: SubtleCrypto } }).crypto?.subtle
  const digest =
    subtle === undefined ? digestOf(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The same without the browser. */
export function digestOf(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(start)
  const whole = bytes.length - (bytes.length % 64)
  for (let offset = 0; offset < whole; offset += 64) compress(state, bytes, offset)
  const rest = bytes.subarray(whole)
  const tail = new Uint8Array(rest.length < 56 ? 64 : 128)
  tail.set(rest)
  tail[rest.length] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x2000_0000))
  view.setUint32(tail.length - 4, (bytes.length * 8) >>> 0)
  for (let offset = 0; offset < tail.length; offset += 64) compress(state, tail, offset)
  const made = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) made.setUint32(index * 4, word)
  return new Uint8Array(made.buffer)
}
