import { type LocalizedText, say } from '@mortise/errors'
import { type Expression, type Json, language } from '@mortise/expressions'
import { readRich, type RichNode } from '@mortise/fields'
import { fillParts, type FormHtmlNode } from '@mortise/schema'
import { addCell, type Work } from './compile-work.ts'
import { placeOf } from './messages.ts'
import type { Slot } from './slots.ts'

const locales = ['zh', 'en'] as const

/** The words between the tags, one after another. */
function wordsIn(nodes: readonly RichNode[]): readonly string[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [node] : wordsIn(node.children)))
}

/** The `{{…}}` places of a text with tags: those in its words; in an address of a link they mean nothing. */
export function htmlPlaces(html: string): ReadonlyMap<string, string> {
  const found = wordsIn(readRich(html)).flatMap((words) =>
    fillParts(words).flatMap((part) => ('text' in part ? [] : [[part.raw, part.source] as const])),
  )
  return new Map(found)
}

/** A text without places that are not for a reader. What can't be read as an expression is not for anybody. */
export function clearedText(text: string, isClear: (expression: Expression) => boolean): string {
  return fillParts(text)
    .map((part) => {
      if ('text' in part) return part.text
      const parsed = language.parse(part.source)
      return parsed.ok && isClear(parsed.expression) ? part.raw : ''
    })
    .join('')
}

/** The same for formatted words in both languages. */
export function clearedHtml(
  text: LocalizedText,
  isClear: (expression: Expression) => boolean,
): LocalizedText {
  const one = (html: string): string => clearedText(html, isClear)
  if (typeof text === 'string') return one(text)
  const entries = Object.entries(text).map(([locale, html]) => [locale, one(html ?? '')])
  return Object.fromEntries(entries) as LocalizedText
}

/**
 * The cell of a text with tags: `state.shown` holds what its places say, by language and by the place as it is written.
 * Values never meet the tags: they take the place of words when the text is drawn.
 */
export function htmlCell(work: Work, node: FormHtmlNode, at: { key: string; pointer: string }): void {
  const given = { table: '', entity: work.entity, text: node.html, pointer: `${at.pointer}/html` }
  const slots: Slot[] = []
  const places = locales.map((locale) => {
    const all = [...htmlPlaces(say(node.html, locale))].flatMap(([raw, source]) => {
      const parsed = work.language.parse(source)
      const place = parsed.ok ? placeOf(work, given, parsed.expression) : undefined
      if (place === undefined) return []
      slots.push(...place.slots)
      return [[raw, place.say] as const]
    })
    return [locale, all] as const
  })
  if (slots.length === 0) return
  addCell(work, {
    aspect: 'shown',
    table: '',
    key: at.key,
    slots,
    run: (input): Json =>
      Object.fromEntries(
        places.map(([locale, all]) => [
          locale,
          Object.fromEntries(all.map(([raw, sayIt]) => [raw, sayIt(input, locale)])),
        ]),
      ),
  })
}
