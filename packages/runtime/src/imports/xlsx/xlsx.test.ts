import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tableOfBytes } from '../table/open-table.ts'
import { serialText, showsDate } from './styles.ts'
import { openTexts } from './texts.ts'
import { readingThreads } from './threads.ts'

type Part = { readonly name: string; readonly text: string | Buffer; readonly packed?: Buffer }

/** A ZIP of parts; `packed` stands in for what compressing the text would give. */
function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, text, packed } of parts) {
    const data = Buffer.from(text as string)
    const body = packed ?? deflateRawSync(data)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(body.length, 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), head, tail, Buffer.from(name)]))
    files.push(file)
    offset += file.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...list, end])
}

const books = {
  name: 'xl/workbook.xml',
  text: '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="rId1"/><sheet name="二" r:id="rId2"/></sheets></workbook>',
}
const links = {
  name: 'xl/_rels/workbook.xml.rels',
  text: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Id="rId2"/></Relationships>',
}
const styles = {
  name: 'xl/styles.xml',
  text: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
}
const shared = {
  name: 'xl/sharedStrings.xml',
  text: '<sst><si><t>Name</t></si><si><r><t>Li </t></r><r><t xml:space="preserve">&amp; Co</t></r><rPh><t>SPOKEN</t></rPh></si><si/></sst>',
}
const sheet = (rows: string, head: string = '<worksheet>'): Part => ({
  name: 'xl/worksheets/sheet1.xml',
  text: `<?xml version="1.0"?>${head}<dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData></worksheet>`,
})
const book = (rows: string, head?: string): Buffer => zip([books, links, styles, shared, sheet(rows, head)])

async function rowsOf(bytes: Uint8Array, form = {}): Promise<readonly (readonly string[])[]> {
  const table = await tableOfBytes(bytes, form)
  const rows = [table.columns]
  for await (const { cells } of table.rows(0)) rows.push(cells)
  return rows
}

describe('an XLSX file', () => {
  it('is read with its texts, numbers, gaps and dates by style, whatever it says of its size', async () => {
    const rows = await rowsOf(
      book(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Day</t></is></c></row><row r="2"/>
         <row r="5" spans="1:3"><c r="A5" t="s"><v>1</v></c><c r="B5"><v>1.1000000000000001</v></c><c r="C5" s="1"><v>46086</v></c></row>
         <row r="6"><c r="A6" t="str"><f>1+1</f><v>=x</v></c><c r="B6" t="b"><v>1</v></c><c r="C6" s="2"><v>46086</v></c><c r="D6" s="3"><v>7</v></c><c r="E6" s="4"><v>46086.5</v></c></row>`,
      ),
    )
    expect(rows).toEqual([
      ['Name', '', 'Day'],
      ['Li & Co', '1.1', '2026-03-05'],
      ['=x', 'true', '2026-03-05', '7', '2026-03-05 12:00:00'],
    ])
  })

  it('may name its elements with a prefix, and has several sheets', async () => {
    const prefixed = `<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>H</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>`
    expect(await rowsOf(book(prefixed, '<x:worksheet xmlns:x="x">'))).toEqual([['H'], ['5']])
    const other = {
      ...sheet('<row><c t="str"><v>Z</v></c></row><row><c><v>1</v></c></row>'),
      name: 'xl/worksheets/sheet2.xml',
    }
    const two = zip([books, links, sheet('<row><c t="str"><v>A</v></c></row>'), other])
    expect((await tableOfBytes(two)).sheets).toEqual(['One', '二'])
    expect(await rowsOf(two, { sheet: '二' })).toEqual([['Z'], ['1']])
  })

  it('that unpacks to more than a table can be is refused before it takes memory', async () => {
    const row = `<row><c t="str"><v>${'a'.repeat(1000)}</v></c></row>`.repeat(80_000)
    const before = process.memoryUsage().rss
    const bomb = zip([books, links, sheet(row)])
    expect(bomb.length).toBeLessThan(2_000_000)
    await expect(rowsOf(bomb)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_UNPACKED', status: 422 })
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000)
  })

  it('that would take more memory than a reading may ends its reading and nothing else', async () => {
    // A book of very many sheets: each of them small, all of them to be known.
    const sheets = Array.from(
      { length: 380_000 },
      (_, n) => `<sheet name="${n}-${n * 7}-sheet" r:id="r${n}"/>`,
    )
    const targets = Array.from({ length: 380_000 }, (_, n) => `<Relationship Id="r${n}" Target="s${n}"/>`)
    const heavy = zip([
      { ...books, text: `<workbook>${sheets.join('')}</workbook>` },
      { ...links, text: `<Relationships>${targets.join('')}</Relationships>` },
    ])
    await expect(rowsOf(heavy)).rejects.toMatchObject({ code: 'FILE_TOO_HEAVY', status: 422 })
    expect(await rowsOf(book('<row><c t="str"><v>A</v></c></row>'))).toEqual([['A']])
  })

  it('keeps texts beyond its memory on disk, each in its place', async () => {
    const texts = openTexts()
    const text = (n: number): string => `${n} ${'榫卯'.repeat(n % 700)}`
    for (let n = 0; n < 40_000; n += 1) texts.add(text(n))
    for (let n = 0; n < 40_000; n += 97) expect(texts.at(n)).toBe(text(n))
    expect([39_999, 0, 20_000].map(texts.at)).toEqual([39_999, 0, 20_000].map(text))
    expect([texts.at(40_000), texts.at(-1), texts.at(Number.NaN)]).toEqual(['', '', ''])
    texts.close()
  })

  it('is let go of by its thread when nobody reads on', async () => {
    const row = (n: number): string => `<row><c t="str"><v>${n}</v></c></row>`
    const table = await tableOfBytes(book(Array.from({ length: 20_000 }, (_, n) => row(n)).join('')))
    const rows = table.rows(0)
    expect((await rows.next()).value?.cells).toEqual(['1'])
    await rows.return()
    // A second reading begins at the front again, beside or behind the first.
    expect(await table.count()).toBe(19_999)
    await expect.poll(readingThreads, { timeout: 20_000 }).toBe(0)
  })

  it('with a document type, too many columns, strange names or a cut end is no table', async () => {
    const wide = Array.from({ length: 1001 }, () => '<c t="str"><v>x</v></c>').join('')
    const bad: readonly Buffer[] = [
      book('<row><c t="str"><v>&a;</v></c></row>', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>'),
      book(`<row>${wide}</row>`),
      zip([{ name: '../x', text: '' }]),
      zip([{ name: '/etc/x', text: '' }]),
      zip([{ name: 'x'.repeat(600), text: '' }]),
      zip([books, links]),
      book('<row><c t="str"><v>A</v></c></row>').subarray(0, 400),
      zip([books, links, { ...sheet('<row/>'), packed: Buffer.from('no deflate at all') }]),
    ]
    for (const bytes of bad)
      await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'IMPORT_FILE_UNREADABLE' })
  })
})

describe('dates of table programs', () => {
  it('are told by the letters of their format', () => {
    expect(['yyyy-mm-dd', 'm/d/yy h:mm', '[h]:mm', '[$-804]yyyy"年"'].map(showsDate)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['0.00', '"d" 0', '[Red]0', 'General', '0.00E+00', '_-* #,##0'].map(showsDate)).toEqual(
      Array.from({ length: 6 }, () => false),
    )
  })

  it('count from 1900 with its false leap day, or from 1904', () => {
    expect([1, 59, 61, 46086.25].map((serial) => serialText(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2026-03-05 06:00:00',
    ])
    expect(serialText(0.75, false)).toBe('18:00:00')
    expect(serialText(44624, true)).toBe('2026-03-05')
  })
})
