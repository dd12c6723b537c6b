import type { Json } from '@mortise/expressions'

/**
 * Values of a record by field key, as they travel in JSON, engines and history alike.
 *
 * | field types | value |
 * | --- | --- |
 * | text, longtext, phone, email, url, autonumber, select | string |
 * | integer | number |
 * | decimal, money, percent (0.15 is 15 %), stored formula and roll-up of these | canonical decimal string, exact |
 * | boolean | true or false |
 * | multiselect | sorted list of option values |
 * | date `YYYY-MM-DD`; datetime | ISO instant UTC with milliseconds |
 * | user, department, link | uuid string |
 * | links | sorted list of uuid strings |
 * | file, image | list of `{id,name,size,type}` |
 * | subtable | list of `{id?, …values}` in order; only where asked for |
 * | lookup | as the field it shows |
 *
 * Empty is always null, never ''. Decimals are strings so that no JSON reader rounds them; numbers are accepted.
 */
export type RecordValues = { readonly [field: string]: Json }

/** Fields that every record has, in reading order. */
export const systemFields = [
  'id',
  'owner',
  'department',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'version',
] as const

export type SystemField = (typeof systemFields)[number]
