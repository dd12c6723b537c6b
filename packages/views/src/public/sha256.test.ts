import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digestOf, digester } from './sha256.ts'
import { tryNumbers } from './solve.ts'

it('digests as everybody else does, whatever stands before the number', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), fc.nat(), (head, number) => {
      const digest = createHash('sha256').update(`${head}${number}`).digest()
      expect(digester(head)(number) >>> 0).toBe(digest.readUInt32BE(0))
    }),
    { numRuns: 500 },
  )
})

it('finds the first number that fits', () => {
  const found = tryNumbers({ token: 'a.b.c', bits: 10 }, 0, 1_000_000) ?? -1
  const digest = createHash('sha256').update(`a.b.c:${found}`).digest()
  expect(digest.readUInt32BE(0) >>> 22).toBe(0)
  expect(tryNumbers({ token: 'a.b.c', bits: 10 }, 0, found)).toBeUndefined()
})

it('digests whole files as everybody else does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const digest = createHash('sha256').update(bytes).digest('hex')
      expect(Buffer.from(digestOf(bytes)).toString('hex')).toBe(digest)
    }),
    { numRuns: 300 },
  )
})
