import { listed, type Locale, type LocalizedText, say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { useConditionWords } from '../condition/condition-words.tsx'
import { shortValue } from '../home/short-value.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { placeMessages, placeWord } from './place-messages.ts'

function isExpression(value: object): boolean {
  const [name, ...more] = Object.keys(value)
  return name !== undefined && more.length === 0 && language.operators.has(name)
}

type Part = { readonly [key: string]: unknown }

const hidden: ReadonlySet<string> = new Set(['id', 'key', 'nodes'])

/** Says a value of a document about an entity as people read it: conditions in words, fields by their names. */
export function useShownValue(entity: string): (value: unknown, locale: Locale) => string {
  const words = useConditionWords()
  const t = useT(placeMessages)
  const { model } = useWorkbench()
  const shown = (value: unknown, locale: Locale): string => {
    if (value === true) return '✓'
    if (value === false) return '✗'
    if (Array.isArray(value))
      return listed(
        value.map((one) => shown(one, locale)),
        locale,
      )
    if (typeof value !== 'object' || value === null) return named(value, locale)
    if (isExpression(value)) return words(value as Expression, entity)
    return ofPart(value as Part, locale)
  }
  const named = (value: unknown, locale: Locale): string => {
    const field = typeof value === 'string' ? model.entity(entity)?.field(value) : undefined
    return field === undefined ? shortValue(value, locale) : say(field.document.label, locale)
  }
  const ofPart = (part: Part, locale: Locale): string => {
    const own = (part['zh'] ?? part['en']) === undefined ? part['label'] : part
    if (own !== undefined) return say(own as LocalizedText, locale)
    if (typeof part['field'] === 'string') return named(part['field'], locale)
    return Object.entries(part)
      .filter(([key]) => !hidden.has(key))
      .map(([key, value]) => {
        const word = placeWord(key)
        return `${word === undefined ? key : t(word)}: ${shown(value, locale)}`
      })
      .join('; ')
  }
  return shown
}
