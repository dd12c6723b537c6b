import { type LocalizedText, say } from '@mortise/errors'
import type { EvaluationInput, Expression, Json } from '@mortise/expressions'
import { type EntityModel, fillParts } from '@mortise/schema'
import type { Work } from './compile-work.ts'
import type { Slot } from './slots.ts'
import type { CheckPlan } from './types.ts'

type Piece = string | ((input: EvaluationInput, locale: 'zh' | 'en') => string)

type Given = {
  readonly table: string
  readonly entity: EntityModel
  readonly text: LocalizedText
  readonly pointer: string
}

/** Compiles a message with `{{…}}` places: a field is said as people read it, anything else as its plain value. */
export function messageOf(work: Work, given: Given): CheckPlan['message'] {
  const zh = piecesOf(work, given, say(given.text, 'zh'))
  const en = piecesOf(work, given, say(given.text, 'en'))
  return (input, locale) =>
    (locale === 'zh' ? zh : en)
      .map((piece) => (typeof piece === 'string' ? piece : piece(input, locale)))
      .join('')
}

function piecesOf(work: Work, given: Given, text: string): readonly Piece[] {
  return fillParts(text).map((part): Piece => {
    if ('text' in part) return part.text
    const parsed = work.language.parse(part.source)
    return (parsed.ok ? placeOf(work, given, parsed.expression)?.say : undefined) ?? part.raw
  })
}

/** What a place says: as text in a language, and the expressions that it hangs on. */
export type PlaceText = {
  readonly say: (input: EvaluationInput, locale: 'zh' | 'en') => string
  readonly slots: readonly Slot[]
}

/** Compiles one place of a text; undefined when it is no expression over the entity. */
export function placeOf(
  work: Work,
  { table, entity, pointer }: Given,
  expression: Expression,
): PlaceText | undefined {
  const slot = work.slots.slot(expression, { scope: entity.scope, pointer })
  if (slot === undefined) return undefined
  work.reader.read(table, slot.paths)
  const { show, title } = formatOf(work, { table, entity }, expression)
  const behind =
    title === undefined ? undefined : work.slots.slot({ var: title }, { scope: entity.scope, pointer })
  return {
    slots: behind === undefined ? [slot] : [slot, behind],
    say: (input, locale) => {
      const value = slot.run(input)
      return value === null ? '' : show(value, input, locale)
    },
  }
}

type Show = (value: Json, input: EvaluationInput, locale: 'zh' | 'en') => string

type Format = {
  readonly show: Show
  /** Path of the name of a linked record. */
  readonly title?: string
}

function formatOf(work: Work, of: Pick<Given, 'table' | 'entity'>, expression: Expression): Format {
  const { table, entity } = of
  const key = fieldIn(expression)
  const document = entity.field(key ?? '')?.document
  const type = document === undefined ? undefined : work.fields.find(document.type)
  if (key === undefined || document === undefined || type === undefined)
    return { show: (value) => String(value) }
  // A linked record is called what its title says.
  const target = work.model.entity(type.target?.(document) ?? '')
  const path = target === undefined ? undefined : `${key}.${target.document.title}`
  const isLink = path !== undefined && type.parentField === undefined
  if (isLink) work.reader.read(table, [path])
  return {
    ...(isLink ? { title: path } : {}),
    show: (value, { timeZone = 'Asia/Shanghai', links }, locale) => {
      const title = target === undefined ? undefined : links?.[key]?.row[target.document.title]
      const labelOf = (): string | undefined => (typeof title === 'string' ? title : undefined)
      return type.format(value, { field: document, locale, timeZone, labelOf })
    },
  }
}

/** The field that a place names and nothing else. */
function fieldIn(expression: Expression): string | undefined {
  if (typeof expression !== 'object' || expression === null || !('var' in expression)) return undefined
  return typeof expression['var'] === 'string' ? expression['var'] : undefined
}
