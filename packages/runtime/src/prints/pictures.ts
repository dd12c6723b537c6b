import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import type { Actor, CompanyPictureData, CompanyPictureRow } from '@mortise/store'
import { auditDesign } from '../design/publish.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { packedRows } from '../pdf/read-png.ts'

/** So many pictures, of so many bytes each, and so many dots on a side. */
const limits = { count: 20, bytes: 600_000, side: 4_000 }
const nameShape = /^[a-z][a-z0-9_]{0,47}$/
const uriShape = /^data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/]+={0,2})$/
const hashShape = /^[0-9a-f]{64}$/

/** The pictures of a workspace as they are listed, without their bytes. */
export function companyPictures(workspace: Workspace): Promise<readonly CompanyPictureRow[]> {
  return workspace.store.side.companyPictures.list()
}

/** The bytes of one, by the hash it is listed with; null where the name never had it. */
export async function companyPicture(
  workspace: Workspace,
  { name, hash }: { readonly name: string; readonly hash: string },
): Promise<{ readonly type: string; readonly bytes: Uint8Array } | null> {
  const found = await workspace.store.side.companyPictures.byHash(name, hash)
  return found === null ? null : { type: found.type, bytes: Buffer.from(found.data, 'base64') }
}

/** Whether a PNG unpacks to what its head says, and to no more: a small file may hold an endless picture. */
function unpacks(bytes: Buffer, width: number, height: number): boolean {
  const rows = packedRows(bytes)
  if (rows === undefined) return false
  try {
    // Four channels of two bytes, and a byte that says how each row is filtered; interlaced ones have a few rows more.
    inflateSync(rows, { maxOutputLength: (width * 8 + 1) * height + 8 * (width + height) + 64 })
    return true
  } catch {
    return false
  }
}

/** Whether bytes begin as their kind of picture does; what only says it is one would stop every print. */
function isPicture(type: string, bytes: Buffer): boolean {
  if (type === 'image/jpeg') return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-1) === 0xd9
  const signed = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  if (!signed || bytes.length < 33 || bytes.subarray(12, 16).toString('latin1') !== 'IHDR') return false
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const fits = width > 0 && height > 0 && width <= limits.side && height <= limits.side
  return fits && unpacks(bytes, width, height)
}

function refused(name: string): Error {
  return errors.PICTURE_INVALID({ name: name.slice(0, 48), most: Math.round(limits.bytes / 1000) })
}

function uploaded(name: string, value: unknown): Omit<CompanyPictureData, 'name'> {
  const [, type = '', data = ''] = (typeof value === 'string' ? uriShape.exec(value) : null) ?? []
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > limits.bytes || !isPicture(type, bytes)) throw refused(name)
  return { type, data: bytes.toString('base64'), hash: createHash('sha256').update(bytes).digest('hex') }
}

/** A picture as it is given: a `data:` URI, or `{hash}` of one that the name had before. */
async function given(unit: Unit, name: string, value: unknown): Promise<Omit<CompanyPictureData, 'name'>> {
  const hash = (value as { readonly hash?: unknown } | null)?.hash
  if (typeof hash !== 'string') return uploaded(name, value)
  const former = hashShape.test(hash) ? await unit.tx.side.companyPictures.byHash(name, hash) : null
  if (former === null) throw refused(name)
  return former
}

/**
 * Keeps pictures by name; null takes one out of use, `{hash}` brings a former one back. Each change is whole: a print has the
 * picture of before or the one of after. Former ones stay for documents of their day. Throws PICTURE_INVALID for what is no
 * PNG or JPEG of some size, and PICTURES_MANY. Told in the audit log, since a company's seal is among them.
 */
export async function keepPictures(unit: Unit, actor: Actor, asked: unknown): Promise<void> {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) throw refused('')
  const { companyPictures: kept } = unit.tx.side
  const hashes: string[] = []
  for (const [name, value] of Object.entries(asked)) {
    if (!nameShape.test(name)) throw refused(name)
    if (value === null) {
      await kept.remove(name)
      continue
    }
    const { type, data, hash } = await given(unit, name, value)
    const size = Buffer.from(data, 'base64').byteLength
    await kept.put({ id: unit.newId(), name, type, data, hash, size, by: actor.userId })
    hashes.push(`${name} ${hash.slice(0, 16)}`)
  }
  if ((await kept.list()).length > limits.count) throw errors.PICTURES_MANY({ most: limits.count })
  await auditDesign(unit.tx, actor, {
    action: 'pictures_changed',
    data: { pictures: Object.keys(asked).join(', '), kept: hashes.join(', ') },
  })
}
