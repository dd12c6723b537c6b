import type { AuditLine } from '@mortise/client'
import type { Locale } from '@mortise/errors'
import { createMessages, type Messages, translate } from '@mortise/ui'

const table = {
  version: { zh: '版本 {value}', en: 'version {value}' },
  to: { zh: '到 {value}', en: 'to {value}' },
  from: { zh: '从 {value}', en: 'from {value}' },
  count: { zh: '{value} 条', en: '{value} records' },
  rows: { zh: '{value} 条', en: '{value} records' },
  items: { zh: '{value} 项', en: '{value} tasks' },
  attempts: { zh: '试过 {value} 次', en: 'tried {value} times' },
  reason: { zh: '原因：{value}', en: 'reason: {value}' },
  year: { zh: '{value} 年', en: '{value}' },
} as const

const words: Messages<keyof typeof table> = createMessages(table)

/** Values that are codes of ours, in words. */
const codes: { readonly [code: string]: { readonly zh: string; readonly en: string } } = {
  cascade: { zh: '连锁触发过深', en: 'it set itself off over and over' },
}

/** What says something to programmers alone. */
const inner: ReadonlySet<string> = new Set(['code', 'error', 'job', 'depth', 'firstRow', 'first', 'last'])

/** Documents that entries name by another word than their kind. */
const kinds: { readonly [name: string]: string } = { template: 'print' }

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Known = {
  readonly locale: Locale
  /** What a document is called, by kind and key. */
  readonly labelOf: (kind: string, key: string) => string | undefined
  /** What a person is called. */
  readonly nameOf: (id: string) => string | undefined
}

const isSaid = (value: unknown): value is { readonly zh: string; readonly en: string } =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** What an entry of the audit log says beside its action: documents and people by their names, ids of nothing known not at all. */
export function detailsOf(data: AuditLine['data'], known: Known): readonly string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
  const t = translate(words, known.locale)
  return Object.entries(data).flatMap(([name, given]: [string, unknown]) => {
    const value = isSaid(given) ? given[known.locale] : given
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || inner.has(name)) return []
    const text = String(value)
    if (id.test(text)) return known.nameOf(text) ?? []
    const label = known.labelOf(kinds[name] ?? name, text)
    if (label !== undefined) return label
    const code = codes[text]
    if (code !== undefined) return code[known.locale]
    return Object.hasOwn(table, name) ? t(name as keyof typeof table, { value: text }) : text
  })
}
