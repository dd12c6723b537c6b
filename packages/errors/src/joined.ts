import type { Locale } from './text.ts'

/** Names one after another, with the comma of the language: 北京、上海 / Beijing, Shanghai. */
export function listed(names: readonly string[], locale: Locale): string {
  return names.join(locale === 'zh' ? '、' : ', ')
}

/** A name and what is said of it, with the colon of the language. */
export function captioned(name: string, text: string, locale: Locale): string {
  return locale === 'zh' ? `${name}：${text}` : `${name}: ${text}`
}
