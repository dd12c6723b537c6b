import { crc32 } from 'node:zlib'

const utf8Names = 0x0800
/** 1980-01-01, the first day a ZIP file can name: the same documents give the same bytes. */
const day = 0x0021

type Entry = { readonly name: Buffer; readonly bytes: Uint8Array; readonly crc: number; readonly at: number }

function head(entry: Entry, central: boolean): Buffer {
  const made = Buffer.alloc(central ? 46 : 30)
  made.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0)
  const at = central ? 6 : 4
  if (central) made.writeUInt16LE(20, 4)
  made.writeUInt16LE(20, at)
  made.writeUInt16LE(utf8Names, at + 2)
  made.writeUInt16LE(day, at + 8)
  made.writeUInt32LE(entry.crc, at + 10)
  made.writeUInt32LE(entry.bytes.byteLength, at + 14)
  made.writeUInt32LE(entry.bytes.byteLength, at + 18)
  made.writeUInt16LE(entry.name.byteLength, at + 22)
  if (central) made.writeUInt32LE(entry.at, 42)
  return made
}

/** One document to pack. */
export type Packed = { readonly fileName: string; readonly bytes: Uint8Array }

/** Puts documents into one ZIP file, stored as they are (a PDF is packed already). Equal names get a number. */
export function zipped(documents: readonly Packed[]): Buffer {
  const used = new Map<string, number>()
  const parts: Uint8Array[] = []
  const entries: Entry[] = []
  let at = 0
  for (const { fileName, bytes } of documents) {
    const count = used.get(fileName) ?? 0
    used.set(fileName, count + 1)
    const name = Buffer.from(count === 0 ? fileName : fileName.replace(/(\.[^.]*)?$/, `-${count + 1}$1`))
    const entry = { name, bytes, crc: crc32(bytes), at }
    entries.push(entry)
    const local = head(entry, false)
    parts.push(local, name, bytes)
    at += local.byteLength + name.byteLength + bytes.byteLength
  }
  const directory = entries.flatMap((entry) => [head(entry, true), entry.name])
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}
