import { type DecimalValue, formatDecimal } from './decimal.ts'

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿', '亿亿']

/** One group of four digits without leading zeros: 1409 is 壹仟肆佰零玖. */
function fourDigits(value: string): string {
  let result = ''
  let zero = false
  for (const [index, digit] of [...value].entries()) {
    if (digit === '0') {
      zero = result !== ''
      continue
    }
    result += `${zero ? '零' : ''}${digits.charAt(Number(digit))}${places[3 - index] ?? ''}`
    zero = false
  }
  return result
}

function wholePart(whole: string): string {
  const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0')
  const count = padded.length / 4
  let result = ''
  let skipped = false
  for (let i = 0; i < count; i += 1) {
    const group = padded.slice(i * 4, i * 4 + 4)
    const written = fourDigits(group)
    const gap = result !== '' && (group.startsWith('0') || skipped)
    skipped = written === ''
    if (!skipped) result += `${gap ? '零' : ''}${written}${groups[count - 1 - i] ?? ''}`
  }
  return result
}

function fractionPart(jiao: string, fen: string, afterYuan: boolean): string {
  const first = jiao === '0' ? (afterYuan ? '零' : '') : `${digits.charAt(Number(jiao))}角`
  return fen === '0' ? `${first}整` : `${first}${digits.charAt(Number(fen))}分`
}

/**
 * An amount in Chinese capitals by the rules for payment documents: rounded to fen (half away from zero),
 * computed on digits, never on floats. 325.04 is 叁佰贰拾伍元零肆分. Undefined words beyond 10^20: the digits
 * are then written plain.
 */
export function chineseAmount(amount: DecimalValue): string {
  const text = formatDecimal(amount, 2)
  const negative = text.startsWith('-') ? '负' : ''
  const [whole = '0', fraction = '00'] = text.replace('-', '').split('.')
  if (whole.length > 20) return text
  const yuan = whole === '0' ? '' : `${wholePart(whole)}元`
  if (fraction === '00') return `${negative}${yuan === '' ? '零元' : yuan}整`
  const cents = fractionPart(fraction.charAt(0), fraction.charAt(1), yuan !== '')
  return `${negative}${yuan}${gapBeforeJiao(whole, fraction) ? '零' : ''}${cents}`
}

// 107000.53 is 壹拾万柒仟元零伍角叁分: several places before the yuan are empty, so a zero is read before jiao.
function gapBeforeJiao(whole: string, fraction: string): boolean {
  return whole.endsWith('00') && !fraction.startsWith('0')
}
