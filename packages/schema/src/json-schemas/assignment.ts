import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
} from './build.ts'

const pool = object({ users: list(filledText), roles: list(key), departments: list(filledText) })

const rule = object({
  'key!': key,
  when: expression,
  'pool!': pool,
  'strategy!': oneOf('roundRobin', 'weighted', 'leastLoad', 'territory', 'skill', 'sticky'),
  weights: map(number),
  capacity: natural,
})

/** Schema of `assignments/<key>.json`. */
export function assignmentSchema(): JsonSchema {
  return documentSchema('assignment', {
    ...head,
    'entity!': key,
    field: key,
    'rules!': list(rule),
    fallback: object({ user: filledText, role: key }),
  })
}
