import type { Expression, Json } from '@mortise/expressions'
import type { EntityModel, FieldDocument } from '@mortise/schema'

type Words = { readonly zh: string; readonly en: string }
type ValueKind = 'number' | 'duration' | 'date' | 'datetime' | 'id'

/** Values that can be summed up. */
export const numbers: readonly ValueKind[] = ['number', 'duration']
/** Values that periods can be told by. */
export const dates: readonly ValueKind[] = ['date', 'datetime']

type About = {
  readonly required?: boolean
  readonly help?: Words
  /** Kinds of values to choose among; any where left out. */
  readonly kinds?: readonly ValueKind[]
  /** Key of the setting beside it that names the entity, or the way to the rows, whose fields are meant. */
  readonly of?: string
  /** Only fields with options. */
  readonly options?: boolean
}

function held(key: string, label: Words, editor: string, { required, help, ...more }: About): FieldDocument {
  return {
    key,
    label,
    type: 'expression',
    ...(required === undefined ? {} : { required }),
    ...(help === undefined ? {} : { help }),
    settings: { editor, ...more },
  }
}

/** A value of the record: a field, also behind links, kept as an expression. */
export function valueSetting(key: string, label: Words, about: About = {}): FieldDocument {
  return held(key, label, 'value_of', about)
}

/** A field of the record itself, kept by its key. */
export function keySetting(key: string, label: Words, about: About = {}): FieldDocument {
  return held(key, label, 'field_of', about)
}

/** A setting that an editor of the designers draws. */
export function editedSetting(key: string, label: Words, editor: string, about: About = {}): FieldDocument {
  return held(key, label, editor, about)
}

/** A choice among a few; nothing chosen is as the kind itself takes it. */
export function choiceSetting(
  key: string,
  label: Words,
  options: readonly (readonly [value: string, zh: string, en: string])[],
): FieldDocument {
  const shown = options.map(([value, zh, en]) => ({ value, label: { zh, en } }))
  return { key, label, type: 'select', settings: { options: shown } }
}

/** Settings kept together as one object, drawn in a frame. */
export function groupSetting(key: string, label: Words, fields: readonly FieldDocument[]): FieldDocument {
  return {
    key,
    label,
    type: 'items',
    settings: { editor: 'group', framed: true, fields: fields as unknown as readonly Json[] },
  }
}

/** The first field of an entity whose values are of some kinds, those people made before those every record has. */
export function firstOf(
  entity: EntityModel,
  kinds: readonly ValueKind[],
  fits: (key: string) => boolean = () => true,
): string | undefined {
  const found = entity.fields.filter(
    ({ key }) =>
      fits(key) &&
      key !== 'id' &&
      (kinds as readonly string[]).includes(entity.scope.find(key)?.type.kind ?? ''),
  )
  return (found.find((one) => !one.system) ?? found[0])?.key
}

/** A field as an expression; null where there is none. */
export function fieldValue(key: string | undefined): Expression {
  return key === undefined ? null : { var: key }
}
