import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'
import type { FieldContext, FieldType } from '../define.ts'

/** A field document of a type, for tests. */
export function fieldOf(type: FieldType, settings: Settings = {}): FieldDocument {
  return { key: 'f', label: { zh: '字段', en: 'Field' }, type: type.type, settings }
}

/** What a type makes of an input: the canonical value, or the error code in angle brackets. */
export function reading(
  type: FieldType,
  settings: Settings = {},
  more: Partial<FieldContext> = {},
): (input: Json) => Json {
  return (input) => {
    const read = type.parse(input, {
      field: fieldOf(type, settings),
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
      ...more,
    })
    return read.ok ? read.value : `<${read.code}>`
  }
}
