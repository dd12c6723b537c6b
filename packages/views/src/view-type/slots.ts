import type { LocalizedText } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { optionsOf } from '../record/stages.ts'
import type { SlotKey, ViewSlot } from './types.ts'

type Takes = ViewSlot['takes']

const kindOf = (field: FieldModel, entity: EntityModel): string | undefined =>
  entity.scope.find(field.key)?.type.kind

const kinds =
  (...wanted: readonly string[]): Takes =>
  (field, entity) =>
    wanted.includes(kindOf(field, entity) ?? '')

/** Fields that stand on the time axis. */
export const dates: Takes = kinds('date', 'datetime')
/** Fields that can be added up. */
export const numbers: Takes = kinds('number')
/** Fields with a list of options, one of which is chosen. */
export const choices: Takes = (field, entity) => optionsOf(field).length > 0 && kinds('text')(field, entity)
/** Fields with few enough values to group by: choices, links, people, yes or no. */
export const groups: Takes = (field, entity) =>
  choices(field, entity) || kinds('id', 'boolean')(field, entity)
/** Fields that may hold pictures: files are values without operators. */
export const pictures: Takes = kinds('json')
/** Everything a cell shows. */
export const shown: Takes = (field, entity) => kindOf(field, entity) !== 'rows' && field.key !== 'id'

type More = { readonly hint: LocalizedText; readonly takes: Takes; readonly required?: boolean }

/** A place for one field. */
export function oneField(
  key: Exclude<SlotKey, 'columns' | 'sums'>,
  label: LocalizedText,
  { hint, takes, required = false }: More,
): ViewSlot {
  return { key, label, hint, takes, required, many: false }
}

/** A place for several fields, in order. */
export function manyFields(
  key: 'columns' | 'sums',
  label: LocalizedText,
  { hint, takes, required = false }: More,
): ViewSlot {
  return { key, label, hint, takes, required, many: true }
}

/** The fields of a card, after its title. */
export const cardSlot: ViewSlot = manyFields(
  'columns',
  { zh: '卡片', en: 'Card' },
  { hint: { zh: '拖字段到卡片上', en: 'Drag fields onto the card' }, takes: shown },
)

/** Where an event begins. */
export const startSlot: ViewSlot = oneField(
  'startField',
  { zh: '开始', en: 'Start' },
  { hint: { zh: '拖一个日期字段', en: 'Drag a date field' }, takes: dates, required: true },
)

/** Where an event ends. */
export const endSlot: ViewSlot = oneField(
  'endField',
  { zh: '结束', en: 'End' },
  { hint: { zh: '可不填，则只占一天', en: 'May stay empty: then one day' }, takes: dates },
)

/** What colours an event. */
export const colorSlot: ViewSlot = oneField(
  'colorField',
  { zh: '颜色', en: 'Colour' },
  { hint: { zh: '拖一个选项字段', en: 'Drag a choice field' }, takes: choices },
)

/** What gathers events. */
export const groupSlot: ViewSlot = oneField(
  'groupBy',
  { zh: '分组', en: 'Group' },
  { hint: { zh: '可不填', en: 'May stay empty' }, takes: groups },
)
