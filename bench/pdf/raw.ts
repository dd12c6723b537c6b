import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Column, Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'

const require = createRequire(import.meta.url)
/** The font of both sides. */
export const font = 'Noto Sans SC'
const files = {
  'Regular.ttf': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'Bold.ttf': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}
const { virtualfs } = pdfmake as typeof pdfmake & {
  readonly virtualfs: { readonly writeFileSync: (name: string, bytes: Uint8Array) => void }
}
for (const [name, place] of Object.entries(files))
  virtualfs.writeFileSync(name, readFileSync(require.resolve(place)))
pdfmake.setFonts({
  [font]: { normal: 'Regular.ttf', bold: 'Bold.ttf', italics: 'Regular.ttf', bolditalics: 'Bold.ttf' },
})
// Says so on each document otherwise.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

const layout = (line: number, x: number, y: number): CustomTableLayout => ({
  paddingLeft: () => x,
  paddingRight: () => x,
  paddingTop: () => y,
  paddingBottom: () => y,
  hLineWidth: () => line,
  vLineWidth: () => line,
  hLineColor: () => '#7B8188',
  vLineColor: () => '#7B8188',
})
/** No lines, as pairs of names and values stand. */
export const plain = layout(0, 2, 2)
/** Thin lines around every cell. */
export const grid = layout(0.5, 4, 3)

const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 })
/** An amount as the money field writes it. */
export const yuan = (amount: string): string => `¥${money.format(Number(amount))}`

/** Names with their values, two pairs to the row. */
export function pairs(items: readonly (readonly [string, string])[], width = 64): Content {
  const cells = items.map(([label, value]) => [{ text: `${label}：`, color: '#555D66' }, { text: value }])
  const body = Array.from({ length: cells.length / 2 }, (_, at) => cells.slice(2 * at, 2 * at + 2).flat())
  return {
    table: { widths: [width, '*', width, '*'], body, dontBreakRows: true },
    layout: plain,
    margin: [0, 0, 0, 8],
  }
}

/** A party's place to sign. */
export const sign = (who: string, height = 40): Column => ({
  width: '*',
  stack: [
    { text: who, bold: true },
    { text: '签字：____________________', margin: [0, height, 0, 0] },
    { text: '日期：      年    月    日', margin: [0, 8, 0, 0] },
  ],
})

/** Free room. */
export const space = (height: number): Content => ({ text: '', fontSize: 1, margin: [0, 0, 0, height] })

/** Draws a definition that was written by hand. */
export async function rawPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  return await pdfmake.createPdf(definition).getBuffer()
}
