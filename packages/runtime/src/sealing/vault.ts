import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { errors } from '../errors.ts'
import type { KeyRing, SealingKey } from './key-ring.ts'

/** Seals what must not lie readable in the database, and opens it again. */
export type Vault = {
  /** Name of the key that seals now; null before there is one. */
  readonly keyId: () => string | null
  /** `place` says what the text is: sealed text that is moved elsewhere does not open there. */
  readonly seal: (text: string, place: string) => string
  /** Text that was never sealed is given back as it is. Throws SECRET_KEY_LOST, SECRET_BROKEN. */
  readonly open: (stored: string, place: string) => string
  /** Whether it is sealed, and with the key that seals now. */
  readonly isCurrent: (stored: string) => boolean
  /** Makes the first key where there is none. */
  readonly prepare: () => Promise<void>
  /** Makes a new key, which seals from now on; earlier ones go on opening. Throws SECRET_KEYS_FIXED. */
  readonly rotate: () => Promise<void>
}

const mark = 'sealed:v1'
const [ivLength, tagLength] = [12, 16]

/** A key's name, from which nobody learns the key. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('mortise key').update(key).digest('hex').slice(0, 12)
}

function parts(stored: string): { readonly keyId: string; readonly body: Buffer } | undefined {
  const [head, version, keyId = '', body = '', ...more] = stored.split(':')
  if (`${head}:${version}` !== mark || keyId === '' || body === '' || more.length > 0) return undefined
  return { keyId, body: Buffer.from(body, 'base64url') }
}

/** Whether a stored text is sealed. */
export function isSealed(stored: string): boolean {
  return parts(stored) !== undefined
}

function sealWith({ id, key }: SealingKey, text: string, place: string): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
  return `${mark}:${id}:${Buffer.concat([body, cipher.getAuthTag()]).toString('base64url')}`
}

function openWith({ id, key }: SealingKey, body: Buffer, place: string): string {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, ivLength))
    cipher.setAAD(Buffer.from(place)).setAuthTag(body.subarray(-tagLength))
    return cipher.update(body.subarray(ivLength, -tagLength), undefined, 'utf8') + cipher.final('utf8')
  } catch {
    throw errors.SECRET_BROKEN({ key: id, place })
  }
}

/** AES-256-GCM with the keys of a ring, each sealed text naming the key it was sealed with. */
export function openVault(ring: KeyRing): Vault {
  return {
    keyId: () => ring.keys()[0]?.id ?? null,
    seal: (text, place) => {
      const [key] = ring.keys()
      if (key === undefined) throw errors.SECRET_KEY_LOST({ key: '-', file: ring.name })
      return sealWith(key, text, place)
    },
    open: (stored, place) => {
      const sealed = parts(stored)
      if (sealed === undefined) return stored
      const known = (): SealingKey | undefined => ring.keys().find(({ id }) => id === sealed.keyId)
      // Another process may have made a key meanwhile.
      const key = known() ?? (ring.reload(), known())
      if (key === undefined) throw errors.SECRET_KEY_LOST({ key: sealed.keyId, file: ring.name })
      return openWith(key, sealed.body, place)
    },
    isCurrent: (stored) => {
      const [key] = ring.keys()
      return key !== undefined && parts(stored)?.keyId === key.id
    },
    prepare: async () => {
      if (ring.keys().length === 0) await ring.add()
    },
    rotate: () => ring.add(true),
  }
}
