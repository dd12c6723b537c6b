import type { LocalizedText } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { FieldDocument, PrintBlockDocument } from '@mortise/schema'

/** A text setting; '' when absent. */
export function textOf(block: { readonly [key: string]: unknown }, key: string): string {
  const value = block[key]
  return typeof value === 'string' ? value : ''
}

/** A number setting; `otherwise` when absent. */
export function numberOf(block: { readonly [key: string]: unknown }, key: string, otherwise: number): number {
  const value = block[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

/** A yes/no setting. */
export function flagOf(block: { readonly [key: string]: unknown }, key: string, otherwise: boolean): boolean {
  const value = block[key]
  return typeof value === 'boolean' ? value : otherwise
}

/** A list setting; empty when absent. */
export function listOf(block: { readonly [key: string]: unknown }, key: string): readonly unknown[] {
  const value = block[key]
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

/** Entries of a list setting that are objects. */
export function objectsOf(
  block: { readonly [key: string]: unknown },
  key: string,
): readonly { readonly [key: string]: unknown }[] {
  return listOf(block, key).filter(
    (one): one is { readonly [key: string]: unknown } =>
      typeof one === 'object' && one !== null && !Array.isArray(one),
  )
}

/** An expression setting; undefined when absent. */
export function expressionOf(
  block: { readonly [key: string]: unknown },
  key: string,
): Expression | undefined {
  const value = block[key]
  return value === undefined ? undefined : (value as Json)
}

/** A label setting. */
export function labelText(value: unknown): LocalizedText | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as LocalizedText)
    : undefined
}

/** Names in a list: plain texts, or rows of a panel with the name in `column`. */
export function namesOf(block: { readonly [key: string]: unknown }, key: string): readonly string[] {
  return listOf(block, key).flatMap((one) => {
    const name =
      typeof one === 'string' ? one : textOf((one ?? {}) as { readonly [key: string]: unknown }, 'column')
    return name === '' ? [] : [name]
  })
}

/** A width: points (also as text), a percentage, `auto`, or `*` for a share of the room that is left. */
export function widthOf(block: { readonly [key: string]: unknown }): number | string {
  const width = block['width']
  if (typeof width === 'number' && width > 0) return width
  if (typeof width !== 'string') return '*'
  if (/^\d+(\.\d+)?$/.test(width)) return Number(width)
  return width === 'auto' || /^\d{1,3}%$/.test(width) ? width : '*'
}

/** Left, centre or right; left when the setting says nothing. */
export function alignOf(block: { readonly [key: string]: unknown }): 'left' | 'center' | 'right' {
  const value = block['align']
  return value === 'center' || value === 'right' ? value : 'left'
}

/** A colour as `#RRGGBB`; undefined for anything else. */
export function colourOf(block: { readonly [key: string]: unknown }, key: string): string | undefined {
  const value = textOf(block, key)
  return /^#[0-9a-fA-F]{6}$/.test(value) ? value : undefined
}

/** A text that may be one for each language, in the words of the template. */
export function wordsOf(
  block: { readonly [key: string]: unknown },
  key: string,
  ctx: { readonly say: (label: LocalizedText | undefined, between?: string) => string },
): string {
  return ctx.say(labelText(block[key]))
}

/** The wordings of a text, one for each language it is given in: all that it may read. */
export function wordings(value: unknown): readonly string[] {
  const text = labelText(value)
  if (text === undefined) return []
  const all = typeof text === 'string' ? [text] : [text.zh, text.en]
  return all.flatMap((one) => one || [])
}

/** A colour in the property panel. */
export function colourSetting(key: string, label: Words): FieldDocument {
  return setting(key, 'text', label, { settings: { editor: 'colour' } })
}

/** Blocks of a setting that holds blocks. */
export function blocksOf(value: unknown): readonly PrintBlockDocument[] {
  return Array.isArray(value)
    ? value.filter(
        (one): one is PrintBlockDocument => typeof (one as { type?: unknown } | null)?.type === 'string',
      )
    : []
}

type Words = { readonly zh: string; readonly en: string }

/** Describes one setting for the property panel. */
export function setting(
  key: string,
  type: string,
  label: Words,
  more: Partial<FieldDocument> = {},
): FieldDocument {
  return { key, type, label, ...more }
}

/** Left, centre or right. */
export const alignSetting: FieldDocument = setting(
  'align',
  'select',
  { zh: '对齐', en: 'Alignment' },
  {
    default: 'left',
    settings: {
      options: [
        { value: 'left', label: { zh: '左', en: 'Left' } },
        { value: 'center', label: { zh: '居中', en: 'Centre' } },
        { value: 'right', label: { zh: '右', en: 'Right' } },
      ],
    },
  },
)
