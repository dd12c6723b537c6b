import { toldCommands } from '../documents/runs.ts'
import {
  type JsonSchema,
  anything,
  documentSchema,
  filledText,
  key,
  list,
  map,
  object,
  oneOf,
  plainText,
  yesNo,
} from './build.ts'

/** A moment that has passed whatever the hour of installation. */
const past: JsonSchema = {
  type: 'string',
  pattern: '^\\$(now-\\d+(\\.\\d+)?|work-[1-9]\\d{0,3}T([01]\\d|2[0-3]):[0-5]\\d)$',
}
const duration: JsonSchema = { type: 'string', pattern: '^P(\\d+D)?(T(\\d+H)?(\\d+M)?)?$', minLength: 3 }
const values = map(anything, key)

const step = object({
  'by!': key,
  'do!': oneOf(...toldCommands),
  'after!': duration,
  comment: filledText,
  to: { type: ['string', 'array'], items: key },
  values,
})

const run = object({
  'flow!': key,
  'record!': { type: 'string', pattern: '^\\$\\w+$' },
  'by!': key,
  'at!': past,
  before: values,
  steps: list(step),
  then: list(object({ 'after!': duration, 'set!': values })),
})

/** Schema of `data/_runs.json`. Values are checked by the field types when they are written. */
export function runsSchema(): JsonSchema {
  return documentSchema('runs', { $schema: plainText, demo: yesNo, 'runs!': list(run) })
}
