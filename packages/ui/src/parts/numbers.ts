import type { Locale } from '@mortise/errors'

/** Groups the digits of a canonical decimal string by thousands without ever turning it into a float. */
export function groupDigits(decimal: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimal)
  if (match === null) return decimal
  const [, sign = '', whole = '', fraction = ''] = match
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`
}

/** A number as tiles show it: 1.2万, 3.45亿; 12.3K, 4.5M in English. Small numbers stay whole. */
export function shortNumber(value: number, locale: Locale): string {
  const steps: readonly (readonly [number, string])[] =
    locale === 'zh'
      ? [
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e3, 'K'],
        ]
  for (const [size, unit] of steps) {
    if (Math.abs(value) >= size) return `${trimZeros((value / size).toFixed(size === 1e8 ? 2 : 1))}${unit}`
  }
  return trimZeros(Number.isInteger(value) ? String(value) : value.toFixed(2))
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
