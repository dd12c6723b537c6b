const digits: { readonly [sign: string]: number } = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const tens: { readonly [sign: string]: number } = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const groups: { readonly [sign: string]: number } = {
  万: 10_000,
  萬: 10_000,
  亿: 100_000_000,
  億: 100_000_000,
}

/** Signs of whole Chinese numbers, plain and as on cheques, as a class of a regular expression. */
export const chineseSigns = '零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億'

/** A whole number in Chinese: 三十 is 30, 壹拾贰万伍仟 is 125000. Undefined where it is none. */
export function chineseNumber(text: string): number | undefined {
  if (text === '') return undefined
  let total = 0
  let section = 0
  let digit: number | undefined
  for (const sign of text) {
    const [value, ten, group] = [digits[sign], tens[sign], groups[sign]]
    if (value !== undefined) digit = value
    else if (ten !== undefined) {
      section += (digit ?? 1) * ten
      digit = undefined
    } else if (group !== undefined) {
      const count = section + (digit ?? 0)
      total = group === 10_000 ? total + count * group : (total + count) * group
      section = 0
      digit = undefined
    } else return undefined
  }
  return total + section + (digit ?? 0)
}

/** An exact decimal moved by so many places: `moved('12.5', 4)` is 125000. Takes thousands separators. */
export function moved(number: string, places: number): string {
  const [whole = '', part = ''] = number.replaceAll(',', '').split('.')
  const shifted =
    places >= 0
      ? [whole + part.slice(0, places).padEnd(places, '0'), part.slice(places)]
      : [
          whole.padStart(1 - places, '0').slice(0, places),
          whole.padStart(1 - places, '0').slice(places) + part,
        ]
  const [left = '', right = ''] = shifted
  const tail = right.replace(/0+$/, '')
  const head = left.replace(/^0+(?=\d)/, '') || '0'
  return tail === '' ? head : `${head}.${tail}`
}
