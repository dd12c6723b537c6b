import { createInflateRaw } from 'node:zlib'
import { pipeline, Readable } from 'node:stream'
import { errors } from '../../errors.ts'
import type { OpenFile } from '../../files/types.ts'
import { unreadable } from '../table/unreadable.ts'

/** A ZIP's own bytes, read by places. */
export type PackedFile = Pick<OpenFile, 'size' | 'part'>

/** One file inside a ZIP. */
export type ZipEntry = {
  readonly name: string
  readonly packed: number
  readonly stored: boolean
  readonly offset: number
}

/** A ZIP that is read piece by piece; nothing it says of its own size is believed. */
export type Zip = {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The unpacked bytes. Throws FILE_TOO_LARGE_UNPACKED once all that was read of the ZIP is more than it may be. */
  readonly open: (entry: ZipEntry) => AsyncIterable<Uint8Array>
}

const mostEntries = 2_000
const longestName = 512
const ending = 0x06054b50
const central = 0x02014b50
const local = 0x04034b50
const ending64 = 0x06064b50
const pieceSize = 131_072

/** A table that is a hundred times its packed size is none that a person made. */
const mostUnpacked = (packed: number): number => Math.min(4_000_000_000, Math.max(64_000_000, packed * 100))

const broken = (): Error => unreadable('不是完整的 XLSX / not a whole XLSX')

/** Opens a ZIP by its list at the end. */
export async function openZip(file: PackedFile): Promise<Zip> {
  const list = await listOf(file)
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let count = 0; count < list.count; count += 1) {
    if (list.view.byteLength < at + 46 || list.view.getUint32(at, true) !== central) throw broken()
    const { entry, next } = entryAt(list.view, at)
    entries.set(entry.name, entry)
    at = next
  }
  const left = { bytes: mostUnpacked(file.size) }
  return { entries, open: (entry) => unpack(file, entry, left) }
}

async function listOf(file: PackedFile): Promise<{ readonly view: DataView; readonly count: number }> {
  const tailSize = Math.min(file.size, 65_557)
  const tail = viewOf(await file.part(file.size - tailSize, tailSize))
  let at = tailSize - 22
  while (at >= 0 && tail.getUint32(at, true) !== ending) at -= 1
  if (at < 0) throw broken()
  let [count, size, from] = [
    tail.getUint16(at + 10, true),
    tail.getUint32(at + 12, true),
    tail.getUint32(at + 16, true),
  ]
  if (from === 0xffffffff || count === 0xffff) {
    if (at < 20) throw broken()
    const place = Number(tail.getBigUint64(at - 20 + 8, true))
    const large = viewOf(await file.part(place, 56))
    if (large.byteLength < 56 || large.getUint32(0, true) !== ending64) throw broken()
    count = Number(large.getBigUint64(32, true))
    size = Number(large.getBigUint64(40, true))
    from = Number(large.getBigUint64(48, true))
  }
  if (count > mostEntries || size > mostEntries * (longestName + 200) || from + size > file.size)
    throw broken()
  return { view: viewOf(await file.part(from, size)), count }
}

function entryAt(view: DataView, at: number): { readonly entry: ZipEntry; readonly next: number } {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const nameLength = view.getUint16(at + 28, true)
  const extraLength = view.getUint16(at + 30, true)
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  if (
    nameLength > longestName ||
    next > view.byteLength ||
    (flags & 1) !== 0 ||
    (method !== 0 && method !== 8)
  )
    throw broken()
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength))
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) throw broken()
  let [packed, unpacked, offset] = [20, 24, 42].map((place) => view.getUint32(at + place, true)) as [
    number,
    number,
    number,
  ]
  // Sizes beyond 32 bits stand in a field of their own, in this order and only where they are wanted.
  for (let place = at + 46 + nameLength, end = place + extraLength; place + 4 <= end; ) {
    const [id, length] = [view.getUint16(place, true), view.getUint16(place + 2, true)]
    let value = place + 4
    const take = (now: number): number => {
      if (now !== 0xffffffff || value + 8 > end) return now
      value += 8
      return Number(view.getBigUint64(value - 8, true))
    }
    if (id === 1) {
      unpacked = take(unpacked)
      packed = take(packed)
      offset = take(offset)
    }
    place += 4 + length
  }
  return { entry: { name, packed, stored: method === 0, offset }, next }
}

async function* unpack(
  file: PackedFile,
  entry: ZipEntry,
  left: { bytes: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const head = viewOf(await file.part(entry.offset, 30))
  if (head.byteLength < 30 || head.getUint32(0, true) !== local) throw broken()
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true)
  const packed = parts(file, start, entry.packed)
  for await (const piece of entry.stored ? packed : inflated(packed)) {
    left.bytes -= piece.byteLength
    if (left.bytes < 0) throw errors.FILE_TOO_LARGE_UNPACKED()
    yield piece
  }
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: pieceSize })
  // What goes wrong comes out of the reading below; who stops reading early wants to hear of nothing.
  pipeline(Readable.from(packed, { objectMode: false }), inflate, () => undefined)
  try {
    for await (const piece of inflate) yield piece as Uint8Array
  } finally {
    inflate.destroy()
  }
}

async function* parts(
  file: PackedFile,
  from: number,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < size; at += pieceSize)
    yield await file.part(from + at, Math.min(pieceSize, size - at))
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
