import { deflateRawSync } from 'node:zlib'
import { printFont } from '@mortise/prints'
import { afterAll, describe, expect, it } from 'vitest'
import { closePdf, renderPdf } from '../pdf/render-pdf.ts'
import { readableKind, readFileText } from './file-text.ts'
import { readDocx } from './read-docx.ts'

afterAll(closePdf)

/** A zip of one deflated entry, as Word packs its document. */
function zipOf(name: string, words: string): Uint8Array {
  const packed = deflateRawSync(Buffer.from(words))
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}

describe('the words of a file', () => {
  it('are read out of a PDF, Chinese and English', async () => {
    const bytes = await renderPdf({
      title: '合同',
      createdAt: '2026-03-05T02:00:00.000Z',
      fileName: '合同',
      pageSize: { width: 595.28, height: 841.89 },
      pageMargins: [40, 40, 40, 40],
      defaultStyle: { font: printFont, fontSize: 10 },
      content: [{ text: '第一条 付款期限：验收后 30 日内' }, { text: 'Payment terms: net 30' }],
    })
    const { text, cut } = await readFileText({ name: '合同.pdf', bytes })
    expect(text.split('\n').map((line) => line.trim())).toEqual([
      '第一条 付款期限：验收后 30 日内',
      'Payment terms: net 30',
    ])
    expect(cut).toBe(false)
  })

  it('are read out of a Word file, without what was deleted in it', () => {
    const xml =
      '<w:document><w:body><w:p><w:r><w:t>账期 &amp; 60</w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space="preserve"> 日</w:t></w:r></w:p><w:p><w:r><w:t/></w:r></w:p></w:body></w:document>'
    const limits = { pages: 9, characters: 99 }
    expect(readDocx(zipOf('word/document.xml', xml), limits).text).toBe('账期 & 60  日\n\n')
    expect(() => readDocx(zipOf('other.xml', xml), limits)).toThrow()
  })

  it('are refused where the file is none of these, is damaged or too large', async () => {
    const read = (name: string, words: string) => readFileText({ name, bytes: Buffer.from(words) })
    await expect(read('a.png', 'x')).rejects.toMatchObject({ code: 'FILE_TEXT_KIND' })
    await expect(read('a.pdf', '%PDF-1.7 nothing')).rejects.toMatchObject({ code: 'FILE_TEXT_BROKEN' })
    const bytes = new Uint8Array(21 * 1024 * 1024)
    await expect(readFileText({ name: 'a.txt', bytes: bytes.fill(65) })).rejects.toMatchObject({
      code: 'FILE_TEXT_LARGE',
    })
    expect(readableKind('contract.exe', Buffer.from('%PDF-1.4'))).toBe('pdf')
  })
})
