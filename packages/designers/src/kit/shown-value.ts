import { type Locale, say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import { useConditionWords } from '../condition/condition-words.tsx'
import { shortValue } from '../home/short-value.ts'
import { useWorkbench } from '../workbench/context.tsx'

function isExpression(value: object): boolean {
  const [name, ...more] = Object.keys(value)
  return name !== undefined && more.length === 0 && language.operators.has(name)
}

/** Says a value of a document about an entity as people read it: conditions in words, fields by their names. */
export function useShownValue(entity: string): (value: unknown, locale: Locale) => string {
  const words = useConditionWords()
  const { model } = useWorkbench()
  return (value, locale) => {
    if (value === true) return '✓'
    if (value === false) return '✗'
    if (typeof value !== 'object' || value === null) return shortValue(value, locale)
    if (isExpression(value)) return words(value as Expression, entity)
    const own = value as { readonly field?: unknown; readonly zh?: string; readonly en?: string }
    if (typeof own.zh === 'string' || typeof own.en === 'string') return own[locale] ?? own.zh ?? own.en ?? ''
    const field = typeof own.field === 'string' ? model.entity(entity)?.field(own.field) : undefined
    return field === undefined ? shortValue(value, locale) : say(field.document.label, locale)
  }
}
