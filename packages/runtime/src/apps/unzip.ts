import { inflateRawSync } from 'node:zlib'
import { errors } from '../errors.ts'

/** Bounds of what is unpacked: a small file must not become a mountain. */
const most = { files: 5000, bytes: 64 * 1024 * 1024 }

const faulty = (why: string): Error => errors.APP_ZIP({ why })

/** Where the directory begins and how many entries it has: the last record of that kind in the file. */
function directoryOf(zip: Buffer): { readonly at: number; readonly count: number } {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 0xffff; at -= 1)
    if (zip.readUInt32LE(at) === 0x06054b50)
      return { at: zip.readUInt32LE(at + 16), count: zip.readUInt16LE(at + 10) }
  throw faulty('zip?')
}

type Entry = {
  readonly name: string
  readonly packed: boolean
  readonly size: number
  readonly at: number
  readonly next: number
}

function entryAt(zip: Buffer, at: number): Entry {
  if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw faulty('directory')
  const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
  const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
  if (method !== 0 && method !== 8) throw faulty(`method ${method}`)
  const end = at + 46 + (name ?? 0)
  return {
    name: zip.toString('utf8', at + 46, end),
    packed: method === 8,
    size,
    at: zip.readUInt32LE(at + 42),
    next: end + (extra ?? 0) + (comment ?? 0),
  }
}

function textOf(zip: Buffer, entry: Entry, left: number): string {
  const { at, size } = entry
  if (at + 30 > zip.length) throw faulty(entry.name)
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const raw = zip.subarray(start, start + size)
  if (!entry.packed) return new TextDecoder('utf8', { fatal: true }).decode(raw)
  const made = inflateRawSync(raw, { maxOutputLength: Math.max(1, left) })
  return new TextDecoder('utf8', { fatal: true }).decode(made)
}

/** Folders that a packer puts around everything, `crm/app.json`, are taken off. */
function withoutFolder(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (files.has('app.json')) return files
  const root = [...files.keys()].find((path) => path.endsWith('/app.json'))?.slice(0, -'app.json'.length)
  if (root === undefined) return files
  return new Map(
    [...files].flatMap(([path, text]) => (path.startsWith(root) ? [[path.slice(root.length), text]] : [])),
  )
}

/**
 * Reads the JSON files of an app out of a ZIP file. Other files are passed over; nothing is written anywhere, so that
 * names can't reach outside. Throws APP_ZIP when it is no ZIP file or too much.
 */
export function unzippedApp(bytes: Uint8Array): ReadonlyMap<string, string> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const { at, count } = directoryOf(zip)
    if (count > most.files) throw faulty(`${count} > ${most.files}`)
    const files = new Map<string, string>()
    let [place, left] = [at, most.bytes]
    for (let i = 0; i < count; i += 1) {
      const entry = entryAt(zip, place)
      place = entry.next
      const skipped = !entry.name.endsWith('.json') || entry.name.startsWith('__MACOSX/')
      if (skipped) continue
      const text = textOf(zip, entry, left)
      left -= text.length
      if (left < 0) throw faulty(`> ${most.bytes}`)
      files.set(entry.name, text)
    }
    return withoutFolder(files)
  } catch (error) {
    throw error instanceof Error && 'kind' in error ? error : faulty(String(error))
  }
}
