import type { ChartTheme } from '../define.ts'

const fontFamily = '"PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif'

/** Charts on paper and light screens. */
export const lightTheme: ChartTheme = Object.freeze({
  series: ['#2B5797', '#C98A2B', '#3B8C77', '#B8543F', '#6C5B93', '#7A8A3A', '#3F7FA6', '#A0657B'],
  text: '#1E2227',
  secondary: '#555D66',
  border: '#E5E2DB',
  surface: '#FFFFFF',
  fontFamily,
  locale: 'zh',
})

/** The same, one step lighter, for dark screens. */
export const darkTheme: ChartTheme = Object.freeze({
  series: ['#7FA8E6', '#E0A94A', '#63B89F', '#E08570', '#9D8BC8', '#A9BA63', '#6FB0D6', '#CE93A9'],
  text: '#E7E9EC',
  secondary: '#A8B0BA',
  border: '#30343A',
  surface: '#1D2024',
  fontFamily,
  locale: 'zh',
})

/** A theme for print: nothing moves, values stand beside their marks, and the font is the one the page embeds. */
export function printTheme(locale: 'zh' | 'en', font: string): ChartTheme {
  return { ...lightTheme, locale, fontFamily: font, still: true }
}
