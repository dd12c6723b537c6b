import type { Json } from '@mortise/expressions'
import { errors } from '../errors.ts'
import type { FieldContext, FieldType, ParseResult } from '../define.ts'
import { choiceOperators } from './operators.ts'
import { compareCodes } from './order.ts'
import { empty, fail, isEmpty, ok, quoted } from './results.ts'
import { asItIs } from './wording.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const id = typeof input === 'string' ? input.trim().toLowerCase() : undefined
  if (id === '') return empty
  return id !== undefined && uuid.test(id) ? ok(id) : fail(errors.FIELD_ID({ input: quoted(input) }))
}

const sampleIds: readonly string[] = [
  '018f3c5e-7a10-7000-8000-000000000001',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

type ReferenceParts = Pick<
  FieldType,
  | 'parse'
  | 'format'
  | 'toText'
  | 'compare'
  | 'operators'
  | 'aggregates'
  | 'groupable'
  | 'samples'
  | 'jsonSchema'
>

/** The parts shared by everything that points at one row of something: an id in files, a name on screens. */
export function reference(entityOf: (ctx: FieldContext) => string): ReferenceParts {
  return {
    parse,
    format: (value, ctx) => (typeof value === 'string' ? (ctx.labelOf?.(entityOf(ctx), value) ?? value) : ''),
    toText: asItIs.toText,
    compare: compareCodes,
    operators: choiceOperators,
    aggregates: ['count', 'countDistinct'],
    groupable: true,
    samples: () => sampleIds,
    jsonSchema: () => ({ type: ['string', 'null'], format: 'uuid' }),
  }
}
