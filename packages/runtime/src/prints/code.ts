import { randomBytes } from 'node:crypto'

/** Letters that nobody takes for another: no I, L, O and U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** A code that nobody guesses: 80 random bits in sixteen letters. */
export function newCode(): string {
  return [...randomBytes(length)].map((byte) => letters[byte % 32]).join('')
}

/** A code as it is printed, in groups of four. */
export function shownCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** A code as somebody typed it: small letters, blanks and look-alikes are taken for what they stand for; null for what is none. */
export function readCode(typed: string): string | null {
  const plain = typed
    .slice(0, 64)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s‐-―-]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return plain.length === length && [...plain].every((letter) => letters.includes(letter)) ? plain : null
}
