import { chineseAmount, language } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import { joinedPages, type PageDefinition, renderTemplate } from '@mortise/prints'
import { closePdf, pdfText, renderPdf } from '@mortise/runtime'
import { inProcess } from '../kit/in-process.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'
import { contractData, contracts, contractTemplate } from './contract.ts'
import { limitContracts } from './limit-contracts.ts'
import { limitPdf } from './limit.ts'
import { quoteData, quoteLines, quoteTemplate } from './quote.ts'

const printKit = { blocks: builtinKit.blocks, fields: builtinKit.fields, language }

type Draw = () => Promise<Uint8Array>

type Case = {
  readonly name: string
  readonly unit: string
  /** How often a round draws each side, at the standard effort. */
  readonly times: number
  readonly sides: () => Promise<{ readonly ours: Draw; readonly limit: Draw }>
}

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

async function quoteSides(count: number): ReturnType<Case['sides']> {
  const lines = quoteLines(count)
  const data = await quoteData(lines)
  const total = lines.reduce((sum, line) => sum + Number(line.amount), 0)
  const by = { words: chineseAmount(String(total)), widths: widths() }
  return {
    ours: () => renderPdf(renderTemplate(quoteTemplate, data, printKit)),
    limit: () => limitPdf(lines, by),
  }
}

async function contractSides(count: number): ReturnType<Case['sides']> {
  const all = contracts(count)
  const data = await Promise.all(all.map(contractData))
  return {
    ours: () => {
      const pages = data.map((one) => renderTemplate(contractTemplate, one, printKit))
      return renderPdf(joinedPages(pages) as PageDefinition)
    },
    limit: () => limitContracts(all),
  }
}

const cases: readonly Case[] = [
  { name: 'pdf', unit: 'CPU ms per quote of 20 lines', times: 25, sides: () => quoteSides(20) },
  { name: 'pdf.200', unit: 'CPU ms per quote of 200 lines', times: 4, sides: () => quoteSides(200) },
  {
    name: 'pdf.contracts',
    unit: 'CPU ms per file of 100 contracts',
    times: 1,
    sides: () => contractSides(100),
  },
]

async function measured({ name, unit, times, sides }: Case, { rounds, effort }: Settings): Promise<Line> {
  const { ours, limit } = await sides()
  if (letters(await ours()) !== letters(await limit()))
    throw new Error(`${name}: the two sides hold different text`)
  const each = Math.max(1, Math.ceil(times * effort))
  const found = await interleaved({ ours: inProcess(each, ours), limit: inProcess(each, limit) }, rounds)
  return lineOf(name, found, { unit, reach: { of: 'ours/limit', bound: 1.2 }, judged: 'server' })
}

/** Documents of the CRM as PDF, from template and data, beside pdfmake on definitions made by hand. */
export const measurement: Measurement = {
  name: 'pdf',
  run: async (settings) => {
    const asked = process.env['BENCH_CASES'] ?? ''
    const lines: Line[] = []
    for (const one of cases.filter(({ name }) => name.includes(asked)))
      lines.push(await measured(one, settings))
    await closePdf()
    return lines
  },
}
