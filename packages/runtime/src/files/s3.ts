import { createHash } from 'node:crypto'
import { errors } from '../errors.ts'
import { guardedCall, type RawAnswer } from '../outbound/http.ts'
import { gathered, heldFile } from './held.ts'
import { signV4 } from './sign-v4.ts'
import type { FileStore } from './types.ts'

/** An S3-compatible store: MinIO, Ceph, Aliyun OSS, Tencent COS, Amazon S3 and others. */
export type S3Settings = {
  /** `https://minio.example.com:9000`; buckets are addressed by path below it. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
}

const emptyHash = createHash('sha256').update('').digest('hex')
/** Uploads of many megabytes over a slow line. */
const timeoutMs = 120_000
const maxBytes = 512 * 1024 * 1024
/** What was stored so lately need not be stored again. */
const freshMs = 20 * 60_000

/** When an object was stored, in milliseconds since 1970; NaN where the store does not say. */
const storedAt = ({ headers }: RawAnswer): number => Date.parse(headers['last-modified'] ?? '')

/**
 * A file store in a bucket, by hash below two letters of it. What comes back is hashed again: a store that hands out
 * other bytes than it was given is told apart from one that has lost them.
 */
export function s3Files(settings: S3Settings, clock: () => number = Date.now): FileStore {
  const { endpoint, bucket, region, accessKey, secretKey } = settings
  const base = new URL(endpoint)
  // The operator has named this host; nobody else can.
  const call = guardedCall({ allow: [base.host, base.hostname], timeoutMs, maxBytes })
  const send = (method: string, hash: string, body?: Uint8Array): Promise<RawAnswer> => {
    const path = `${base.pathname.replace(/\/$/, '')}/${encodeURIComponent(bucket)}/${hash.slice(0, 2)}/${hash}`
    const bodyHash = body === undefined ? emptyHash : hash
    const headers = signV4(
      { method, path, headers: { host: base.host }, bodyHash, at: clock() },
      { region, accessKey, secretKey },
    )
    return call({ method, url: `${base.origin}${path}`, headers, ...(body === undefined ? {} : { body }) })
  }
  const refused = ({ status }: RawAnswer): Error =>
    errors.FILE_STORE_FAILED({ host: base.host, why: `HTTP ${status}` })
  const store: FileStore = {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const there = await send('HEAD', hash)
      // Stored anew when it has lain there for a while: so whoever clears away sees that it is wanted.
      if (there.status !== 200 || !(storedAt(there) > clock() - freshMs)) {
        const stored = await send('PUT', hash, bytes)
        if (stored.status !== 200 && stored.status !== 201) throw refused(stored)
      }
      return { hash, size: bytes.byteLength }
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const answer = await send('GET', hash)
      if (answer.status === 404) return null
      if (answer.status !== 200) throw refused(answer)
      if (createHash('sha256').update(answer.bytes).digest('hex') !== hash)
        throw errors.FILE_STORE_FAILED({ host: base.host, why: 'SHA-256' })
      return answer.bytes
    },
    async remove(hash, before) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return false
      const there = await send('HEAD', hash)
      if (there.status === 404) return true
      if (there.status !== 200) throw refused(there)
      if (!(storedAt(there) < before)) return false
      const removed = await send('DELETE', hash)
      if (removed.status !== 204 && removed.status !== 200 && removed.status !== 404) throw refused(removed)
      return true
    },
    // A bucket keeps whole objects only.
    tidy: () => Promise.resolve(),
    // A bucket wants the hash before the bytes, and they are checked when they come back: both need the file whole.
    putStream: async (pieces) => store.put(await gathered(pieces)),
    async open(hash) {
      const bytes = await store.get(hash)
      return bytes === null ? null : heldFile(bytes)
    },
  }
  return store
}
