import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { ImportFile } from '../kit/imports.ts'
import { newLead } from '../kit/leads.ts'

type Packed = { readonly name: string; readonly crc: number; readonly size: number; readonly bytes: Buffer }

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The same leads as in the CSV, in a book as table programs write it: every text once, cells name it by its number. */
export async function xlsxOf(first: number, lines: number): Promise<ImportFile> {
  const columns = Object.keys(newLead(0))
  const texts = new Map<string, number>()
  const cell = (value: string | number | boolean): string => {
    if (typeof value === 'number') return `<c><v>${value}</v></c>`
    if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`
    const number = texts.get(value) ?? texts.size
    texts.set(value, number)
    return `<c t="s"><v>${number}</v></c>`
  }
  const row = (values: readonly (string | number | boolean)[], at: number): string =>
    `<row r="${at}">${values.map(cell).join('')}</row>`
  const sheet = function* (): Iterable<string> {
    yield `${declaration}<worksheet xmlns="${main}"><sheetData>${row(columns, 1)}`
    for (let n = 0; n < lines; n += 1) yield row(Object.values(newLead(first + n)), n + 2)
    yield '</sheetData></worksheet>'
  }
  const shared = function* (): Iterable<string> {
    yield `${declaration}<sst xmlns="${main}">`
    for (const text of texts.keys()) yield `<si><t>${text}</t></si>`
    yield '</sst>'
  }
  const parts = [
    await packed('xl/worksheets/sheet1.xml', sheet()),
    await packed('xl/sharedStrings.xml', shared()),
    await packed('xl/workbook.xml', [
      `${declaration}<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ]),
    await packed('xl/_rels/workbook.xml.rels', [
      `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${links}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ]),
  ]
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: 'leads.xlsx', type, bytes: zipOf(parts), lines, columns }
}

async function packed(name: string, pieces: Iterable<string>): Promise<Packed> {
  const deflate = createDeflateRaw({ level: 6 })
  const chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(deflate, 'end')
  let [crc, size, text] = [0, 0, '']
  const write = async (): Promise<void> => {
    const bytes = Buffer.from(text)
    text = ''
    crc = crc32(bytes, crc)
    size += bytes.length
    if (!deflate.write(bytes)) await once(deflate, 'drain')
  }
  for (const piece of pieces) {
    text += piece
    if (text.length > 65_536) await write()
  }
  await write()
  deflate.end()
  await ended
  return { name, crc, size, bytes: Buffer.concat(chunks) }
}

function zipOf(parts: readonly Packed[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, crc, size, bytes } of parts) {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc, 10)
    head.writeUInt32LE(bytes.length, 14)
    head.writeUInt32LE(size, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), bytes)
    list.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), head, tail, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + bytes.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...list, end])
}
