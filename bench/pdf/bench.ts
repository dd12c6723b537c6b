import { chineseAmount, language } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import { renderTemplate } from '@mortise/prints'
import { closePdf, pdfText, renderPdf } from '@mortise/runtime'
import { inProcess } from '../kit/in-process.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import type { Measurement } from '../kit/types.ts'
import { limitPdf } from './limit.ts'
import { quoteData, quoteLines, quoteTemplate } from './quote.ts'

const printKit = { blocks: builtinKit.blocks, fields: builtinKit.fields, language }

/** Every letter of a PDF without the white space between: what has to be alike on both sides. */
function letters(pdf: Uint8Array): string {
  return [...pdfText(pdf).join('').replaceAll(/\s/g, '')].toSorted().join('')
}

/** Widths of the line table as the template gives them. */
function widths(): readonly (number | string)[] {
  const table = quoteTemplate.body.find((block) => block.type === 'table')
  const columns = (
    table as { readonly columns?: readonly { readonly width?: number | string }[] } | undefined
  )?.columns
  return (columns ?? []).map(({ width }) => width ?? '*')
}

/** The CRM's quote as a PDF, from template and data, beside pdfmake on a definition made by hand. */
export const measurement: Measurement = {
  name: 'pdf',
  run: async ({ rounds, effort }) => {
    const lines = quoteLines(20)
    const data = await quoteData(lines)
    const total = lines.reduce((sum, line) => sum + Number(line.amount), 0)
    const by = { words: chineseAmount(String(total)), widths: widths() }
    const ours = (): Promise<Uint8Array> => renderPdf(renderTemplate(quoteTemplate, data, printKit))
    const limit = (): Promise<Uint8Array> => limitPdf(lines, by)
    if (letters(await ours()) !== letters(await limit()))
      throw new Error('the two quotes hold different text')
    const times = Math.ceil(25 * effort)
    const sides = { ours: inProcess(times, ours), limit: inProcess(times, limit) }
    const measured = await interleaved(sides, rounds)
    await closePdf()
    return lineOf('pdf', measured, {
      unit: 'CPU ms per quote of 20 lines',
      reach: { of: 'ours/limit', bound: 1.2 },
      judged: 'server',
    })
  },
}
