import type { Json } from '@mortise/expressions'

/** What ECharts tells of a mark: its data as we gave it, its series, and the dot of its colour as HTML. */
type Told = {
  readonly data?: Json
  readonly name?: string
  readonly seriesName?: string
  readonly marker?: string
}

function said(told: Told, key: 'text' | 'tip'): string {
  const { data } = told
  if (data === null || data === undefined || typeof data !== 'object' || Array.isArray(data)) return ''
  const words = (data as { readonly [key: string]: Json })[key]
  return typeof words === 'string' ? words : ''
}

const entities: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Words of records stand in HTML here: whatever they are, they stay words. */
function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign).replaceAll('\n', '<br/>')
}

/** The words a mark's data carries for its label. */
export function readText(told: Told): string {
  return said(told, 'text')
}

/**
 * The words a mark's data carries for the panel at the pointer, as HTML; one line for each mark pointed at. Of marks along
 * an axis, which come as a list, the first line says where on it they stand.
 */
export function readTip(told: Told | readonly Told[]): string {
  const all = Array.isArray(told) ? (told as readonly Told[]) : [told as Told]
  const lines = all.flatMap((one) => {
    const words = said(one, 'tip')
    if (words === '') return []
    const name = all.length > 1 ? `${escaped(one.seriesName ?? '')}　` : ''
    return [`${one.marker ?? ''}${name}${escaped(words)}`]
  })
  const head = Array.isArray(told) && lines.length > 0 ? [escaped(all[0]?.name ?? '')] : []
  return [...head, ...lines].join('<br/>')
}
