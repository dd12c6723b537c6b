import { type LocalizedText, say } from '@mortise/errors'
import type { EvaluationInput, Expression, Json } from '@mortise/expressions'
import { type EntityModel, fillParts } from '@mortise/schema'
import type { Work } from './compile-work.ts'
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
    return (parsed.ok ? placeOf(work, given, parsed.expression) : undefined) ?? part.raw
  })
}

function placeOf(work: Work, { table, entity, pointer }: Given, expression: Expression): Piece | undefined {
  const slot = work.slots.slot(expression, { scope: entity.scope, pointer })
  if (slot === undefined) return undefined
  work.reader.read(table, slot.paths)
  const shown = formatOf(work, { table, entity }, expression)
  return (input, locale) => {
    const value = slot.run(input)
    return value === null ? '' : shown(value, input, locale)
  }
}

type Show = (value: Json, input: EvaluationInput, locale: 'zh' | 'en') => string

function formatOf(work: Work, of: Pick<Given, 'table' | 'entity'>, expression: Expression): Show {
  const { table, entity } = of
  const key = fieldIn(expression)
  const document = entity.field(key ?? '')?.document
  const type = document === undefined ? undefined : work.fields.find(document.type)
  if (key === undefined || document === undefined || type === undefined) return (value) => String(value)
  // A linked record is called what its title says.
  const target = work.model.entity(type.target?.(document) ?? '')
  if (target !== undefined && type.parentField === undefined)
    work.reader.read(table, [`${key}.${target.document.title}`])
  return (value, { timeZone = 'Asia/Shanghai', links }, locale) => {
    const title = target === undefined ? undefined : links?.[key]?.row[target.document.title]
    const labelOf = (): string | undefined => (typeof title === 'string' ? title : undefined)
    return type.format(value, { field: document, locale, timeZone, labelOf })
  }
}

/** The field that a place names and nothing else. */
function fieldIn(expression: Expression): string | undefined {
  if (typeof expression !== 'object' || expression === null || !('var' in expression)) return undefined
  return typeof expression['var'] === 'string' ? expression['var'] : undefined
}
