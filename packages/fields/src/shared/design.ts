import type { FieldType } from '../define.ts'
import { compareCodes, compareJson } from './order.ts'
import { parseProse } from './prose.ts'
import { jsonText } from './rows.ts'
import { asItIs } from './wording.ts'

type DesignParts = Pick<FieldType, 'version' | 'group' | 'column' | 'operators' | 'aggregates' | 'groupable'>

/** Design types live in documents only: no column, no filters, no figures. */
export const designParts: DesignParts = {
  version: 1,
  group: 'design',
  column: () => null,
  operators: [],
  aggregates: [],
  groupable: false,
}

type KeyParts = Pick<FieldType, 'parse' | 'format' | 'toText' | 'compare' | 'expressionType' | 'jsonSchema'>

/** A key of something in the documents. Whether it exists is checked on publish, so that drafts may run ahead. */
export const keyParts: KeyParts = {
  parse: (input) => parseProse(input, 200),
  ...asItIs,
  compare: compareCodes,
  expressionType: () => ({ kind: 'text' }),
  jsonSchema: () => ({ type: ['string', 'null'] }),
}

/** A structured value as it stands in a document. */
export const structureParts: Pick<FieldType, 'format' | 'toText' | 'compare' | 'expressionType'> = {
  format: jsonText,
  toText: jsonText,
  compare: compareJson,
  expressionType: () => ({ kind: 'json' }),
}
