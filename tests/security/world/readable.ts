import { inflateRawSync } from 'node:zlib'
import { pdfText } from '../../../packages/runtime/src/pdf/pdf-text.ts'

/** The files of a ZIP, by its directory. */
function unzipped(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; ) {
    const method = bytes.readUInt16LE(at + 10)
    const size = bytes.readUInt32LE(at + 20)
    const start = bytes.readUInt32LE(at + 42)
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    const body = bytes.subarray(from, from + size)
    found.push(method === 8 ? inflateRawSync(body) : body)
    at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  }
  return found
}

/** All words of an answer as a person could read them, whatever its form: text, PDF, workbook, ZIP of any of these. */
export function readable(bytes: Buffer): string {
  const start = bytes.subarray(0, 4).toString('latin1')
  if (start === '%PDF') return pdfText(bytes).join('\n').replaceAll('\n', '')
  if (start === 'PK\u0003\u0004') return unzipped(bytes).map(readable).join('\n')
  return bytes.toString('utf8')
}
