import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import { auditDesign } from '../design/publish.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'

const setting = 'pictures'
/** So many pictures, of so many bytes each, and so many dots on a side. */
const limits = { count: 20, bytes: 600_000, side: 4_000 }
const nameShape = /^[a-z][a-z0-9_]{0,47}$/
const uriShape = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/

/** Pictures that templates may print, such as the logo and seals, as `data:` URIs by name. */
export type Pictures = { readonly [name: string]: string }

function picturesIn(kept: Json): Pictures {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {}
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The pictures of a workspace. */
export async function companyPictures(workspace: Workspace): Promise<Pictures> {
  return picturesIn(await workspace.store.side.settings.get(setting))
}

/** The same, within a transaction. */
export async function picturesFor(unit: Unit): Promise<Pictures> {
  return picturesIn(await unit.tx.side.settings.get(setting))
}

/** Whether bytes begin as their kind of picture does; what only says it is one would stop every print. */
function isPicture(kind: string, bytes: Buffer): boolean {
  if (kind === 'jpeg') return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-1) === 0xd9
  const signed = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  if (!signed || bytes.length < 33 || bytes.subarray(12, 16).toString('latin1') !== 'IHDR') return false
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return width > 0 && height > 0 && width <= limits.side && height <= limits.side
}

function checked(name: string, value: unknown): string {
  const [, kind = '', data = ''] = (typeof value === 'string' ? uriShape.exec(value) : null) ?? []
  const bytes = Buffer.from(data, 'base64')
  if (!nameShape.test(name) || bytes.length > limits.bytes || !isPicture(kind, bytes))
    throw errors.PICTURE_INVALID({ name: name.slice(0, 48), most: Math.round(limits.bytes / 1000) })
  return value as string
}

/**
 * Keeps pictures by name; null takes one away. Throws PICTURE_INVALID for what is no PNG or JPEG of some size, and
 * PICTURES_MANY. Told in the audit log, since a company's seal is among them.
 */
export async function keepPictures(unit: Unit, actor: Actor, given: unknown): Promise<void> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw errors.PICTURE_INVALID({ name: '', most: Math.round(limits.bytes / 1000) })
  const next: Record<string, string> = { ...(await picturesFor(unit)) }
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete next[name]
    else next[name] = checked(name, value)
  }
  if (Object.keys(next).length > limits.count) throw errors.PICTURES_MANY({ most: limits.count })
  await unit.tx.side.settings.put(setting, next)
  await auditDesign(unit.tx, actor, {
    action: 'pictures_changed',
    data: { pictures: Object.keys(given).join(', ') },
  })
}
