import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, harmless, withoutGuard } from '../exports/cells.ts'
import { zipped } from '../prints/zip.ts'
import { countRows } from './table/read-csv.ts'
import { countCsv, parseCsv } from './table/parse-csv.ts'
import { delimiterOf, encodingOf } from './table/encoding.ts'
import { keySet } from './bulk/key-set.ts'
import { optionReader } from './options.ts'
import { tableOfBytes as openTable } from './table/open-table.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function rowsOf(text: string | Uint8Array, from: number = 0) {
  const table = await openTable(typeof text === 'string' ? bytes(text) : text)
  const rows = []
  for await (const { line, cells } of table.rows(from)) rows.push([line, ...cells])
  return { columns: table.columns, rows }
}

describe('a table of a file', () => {
  it('is read with its quotes, line breaks and ragged rows', async () => {
    const { columns, rows } = await rowsOf(
      '\uFEFFName,Note,Name,\r\n"Li, ""A""","two\nlines",x,\r\nshort\r\n\r\nlast,,,',
    )
    expect(columns).toEqual(['Name', 'Note', 'Name (2)', ''])
    expect(rows).toEqual([
      [2, 'Li, "A"', 'two\nlines', 'x', ''],
      [3, 'short'],
      [4, 'last', '', '', ''],
    ])
  })

  it('is counted as it is read, wherever it is cut', async () => {
    const signs = { delimiter: ',', newline: '\n' }
    const line = fc.constantFrom('', 'a', 'a,b', '"x\ny",z', '"q""q"', "'=1", ' ', '"open,', '\r')
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.nat(40), async (lines, end, cut) => {
        const text = `h,i${end}${lines.join(end)}`
        const whole = parseCsv(text, signs, true).rows
        expect(countCsv(text, signs, true).count).toBe(whole.length)
        const first = parseCsv(text.slice(0, cut), signs, false)
        const second = parseCsv(text.slice(first.taken), signs, true)
        expect([...first.rows, ...second.rows]).toEqual(whole)
        const table = await openTable(bytes(text))
        expect(await table.count()).toBe(whole.length - 1)
        const form = { ...signs, encoding: 'utf-8' } as const
        const pieces = async function* (): AsyncIterable<Uint8Array> {
          for (const part of [bytes(text).slice(0, cut), bytes(text).slice(cut)]) yield part
          await Promise.resolve()
        }
        expect(await countRows(pieces, form)).toBe(whole.length)
      }),
    )
  })

  it('goes on from any row', async () => {
    expect((await rowsOf('a\n1\n2\n3\n4', 2)).rows).toEqual([
      [4, '3'],
      [5, '4'],
    ])
  })

  it('tells other delimiters and encodings by looking', async () => {
    expect((await rowsOf('a;b\n1;2')).columns).toEqual(['a', 'b'])
    expect(delimiterOf('"x,y,z"\tb\tc\n')).toBe('\t')
    const one = async function* (...numbers: readonly number[]): AsyncIterable<Uint8Array> {
      // A sign may be cut in two anywhere.
      for (const number of numbers) yield Uint8Array.from([number])
      await Promise.resolve()
    }
    expect(await encodingOf(one(0xd6, 0xd0, 0xb9, 0xfa))).toBe('gb18030')
    expect(await encodingOf(one(0xe4, 0xb8, 0xad))).toBe('utf-8')
    expect((await rowsOf(Uint8Array.from([0xff, 0xfe, 0x2d, 0x4e, 10, 0, 49, 0]))).columns).toEqual(['中'])
  })

  it('without heads is refused', async () => {
    await expect(openTable(bytes(',,\n1,2,3'))).rejects.toMatchObject({ code: 'IMPORT_FILE_UNREADABLE' })
    await expect(openTable(Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2]))).rejects.toMatchObject({
      code: 'IMPORT_FILE_UNREADABLE',
    })
  })
})

describe('keys that were seen', () => {
  it('are known again however many they are, and no others', () => {
    const set = keySet(40_000)
    const keys = Array.from({ length: 20_000 }, (_, at) => `0\u0000EX-${at}`)
    expect(keys.some((key) => set.seen(key))).toBe(false)
    expect(keys.every((key) => set.seen(key))).toBe(true)
    expect(keys.some((key) => set.seen(`1${key}`))).toBe(false)
  })
})

describe('texts of a choice', () => {
  const options = [
    { value: 'search', label: { zh: '搜索引擎', en: 'Search engine' }, synonyms: ['Google', 'bing'] },
    { value: 'none', label: { zh: '没有', en: 'None' } },
    { value: 'ads', label: { zh: '广告', en: 'Advertising' } },
  ]

  it('mean an option by value, label or synonym, whatever their capitals and width', () => {
    const read = optionReader(options)
    expect(['search', '搜索引擎', 'GOOGLE', ' Ｂｉｎｇ ', 'advertising'].map(read)).toEqual([
      'search',
      'search',
      'search',
      'search',
      'ads',
    ])
  })

  it('that mean nothing are nothing, unless there is such an option', () => {
    const read = optionReader(options)
    expect(['Select', '请选择', '-'].map(read)).toEqual([null, null, null])
    expect(read('None')).toBe('none')
    expect(read('Facebook')).toBeUndefined()
  })

  it('follow what the importer says first', () => {
    const read = optionReader(options, { Facebook: 'ads', google: 'ads', '*': 'none' })
    expect(['facebook', 'Google', 'whatever'].map(read)).toEqual(['ads', 'ads', 'none'])
  })
})

describe('cells of a file', () => {
  it('never start a formula, and numbers stay numbers', () => {
    for (const text of ['=1+1', '+cmd|x', '-2+3a', '@sum', '\tx', '＝1', '"=1+1'])
      expect(harmless(text)).toBe(`'${text}`)
    for (const text of ['-5', '+49 170 1234', '3.14', 'plain', '']) expect(harmless(text)).toBe(text)
  })

  it('come back as they were', () => {
    for (const text of ['=1+1', "'quoted", 'plain', '@x']) expect(withoutGuard(harmless(text))).toBe(text)
  })

  it('keep separators and quotes', () => {
    expect(csvLine(['a,b', 'c"d', 'e\nf', 'g'])).toBe('"a,b","c""d","e\nf",g\r\n')
  })
})

describe('a ZIP of documents', () => {
  it('holds each of them, with names of their own', () => {
    const zip = zipped([
      { fileName: '报价.pdf', bytes: bytes('one') },
      { fileName: '报价.pdf', bytes: bytes('two') },
    ])
    const text = zip.toString()
    expect(zip.readUInt32LE(0)).toBe(0x04034b50)
    expect([text.includes('报价.pdf'), text.includes('报价-2.pdf'), text.includes('two')]).toEqual([
      true,
      true,
      true,
    ])
    expect(zip.readUInt16LE(zip.byteLength - 12)).toBe(2)
  })
})
