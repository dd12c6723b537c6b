import { type Bars, barsFromWidths, barsSvg } from './bars.ts'

/** Bar and gap widths of the symbols 0–105 and stop (106), as in ISO/IEC 15417. */
const widths: readonly string[] = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ')

const startB = 104
const startC = 105
const toC = 99
const toB = 100
const stop = 106

function digitsFrom(text: string, at: number): number {
  let end = at
  while (end < text.length && /\d/.test(text.charAt(end))) end += 1
  return end - at
}

/** Code C packs two digits in a symbol; it pays from 4 digits at an end, from 6 in the middle. */
function worthC(text: string, at: number): boolean {
  const digits = digitsFrom(text, at)
  const atEdge = at === 0 || at + digits === text.length
  return digits >= (atEdge ? 4 : 6)
}

/**
 * Symbol values of a text with start, checksum and stop. Undefined when it has characters beyond printable ASCII, which
 * Code 128 sets B and C do not carry.
 */
export function code128Symbols(text: string): readonly number[] | undefined {
  if (text === '' || !/^[\x20-\x7e]+$/.test(text)) return undefined
  let inC = worthC(text, 0) && digitsFrom(text, 0) % 2 === 0
  const symbols = [inC ? startC : startB]
  let at = 0
  while (at < text.length) {
    if (!inC && worthC(text, at) && digitsFrom(text, at) % 2 === 0) {
      symbols.push(toC)
      inC = true
    } else if (inC && digitsFrom(text, at) < 2) {
      symbols.push(toB)
      inC = false
    }
    if (inC) symbols.push(Number(text.slice(at, at + 2)))
    else symbols.push(text.charCodeAt(at) - 32)
    at += inC ? 2 : 1
  }
  const sum = symbols.reduce((total, symbol, index) => total + symbol * Math.max(1, index), 0)
  return [...symbols, sum % 103, stop]
}

/** A text as bars; undefined when it has characters that are not carried. */
export function code128Bars(text: string): Bars | undefined {
  const symbols = code128Symbols(text)
  if (symbols === undefined) return undefined
  return barsFromWidths(symbols.flatMap((symbol) => [...(widths[symbol] ?? '')].map(Number)))
}

/** An SVG of the bars, stretched to the wanted size in points. */
export function code128Svg(text: string, width: number, height: number): string | undefined {
  const code = code128Bars(text)
  return code && barsSvg(code, width, height)
}
