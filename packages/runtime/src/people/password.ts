import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** Cost of argon2id: 19 MiB, 2 passes, 1 lane (OWASP's first choice for interactive sign-in). */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** Hashes a password as `argon2id$m$t$p$salt$tag` (base64url). Never truncates; folds to NFKC first. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { ...cost, message: Buffer.from(password.normalize('NFKC')), nonce })
  const parts = [
    cost.memory,
    cost.passes,
    cost.parallelism,
    nonce.toString('base64url'),
    Buffer.from(tag).toString('base64url'),
  ]
  return `argon2id$${parts.join('$')}`
}

/** Compares in constant time. A malformed hash never matches. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [name, memory, passes, parallelism, salt, tag] = hash.split('$')
  if (name !== 'argon2id' || salt === undefined || tag === undefined) return false
  const wanted = Buffer.from(tag, 'base64url')
  const given = await derive('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce: Buffer.from(salt, 'base64url'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.byteLength,
  })
  return timingSafeEqual(Buffer.from(given), wanted)
}

const common = new Set(
  '12345678 123456789 1234567890 password password1 passw0rd qwertyui qwerty123 11111111 00000000 88888888 66666666 abc12345 abcd1234 a1234567 iloveyou admin123 admin888 woaini1314 1qaz2wsx 5201314520'.split(
    ' ',
  ),
)

/** True when a password is long enough and not one of the commonest. */
export function passwordIsFit(password: string): boolean {
  return [...password].length >= 8 && password.length <= 256 && !common.has(password.toLowerCase())
}

let decoy: Promise<string> | undefined

/** A hash to compare against when the account does not exist, so that both cases take the same time. */
export function decoyHash(): Promise<string> {
  decoy ??= hashPassword(randomBytes(12).toString('hex'))
  return decoy
}
