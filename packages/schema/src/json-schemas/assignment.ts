import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
  path,
} from './build.ts'

const pool = object({ users: list(filledText), roles: list(key), departments: list(filledText) })

const rule = object({
  'key!': key,
  label,
  when: expression,
  'pool!': pool,
  'strategy!': oneOf('roundRobin', 'weighted', 'leastLoad', 'territory', 'skill', 'sticky'),
  weights: map(number),
  capacity: natural,
  territory: object({
    'path!': path,
    'areas!': list(object({ 'area!': filledText, 'users!': list(filledText) })),
  }),
  skills: object({
    'needs!': list(object({ 'skill!': key, level: number, when: expression })),
    'people!': map(map(number)),
  }),
  hours: object({ 'calendar!': key, own: map(key) }),
  sticky: path,
})

/** Schema of `assignments/<key>.json`. */
export function assignmentSchema(): JsonSchema {
  return documentSchema('assignment', {
    ...head,
    'entity!': key,
    field: key,
    'rules!': list(rule),
    load: expression,
    accept: object({
      'within!': filledText,
      calendar: key,
      when: expression,
      'else!': oneOf('next', 'recycle'),
      set: map(expression, key),
    }),
    fallback: object({ user: filledText, role: key }),
  })
}
