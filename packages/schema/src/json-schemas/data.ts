import {
  type JsonSchema,
  anything,
  documentSchema,
  filledText,
  key,
  list,
  map,
  object,
  plainText,
  yesNo,
} from './build.ts'

/** Schema of `data/<entity>.json`. Values are checked by the field types when the rows are written. */
export function dataSchema(): JsonSchema {
  const told = { type: 'array', items: filledText, minItems: 2, maxItems: 2 } as const
  const past = map({ type: 'array', items: told, minItems: 1 })
  const row = map(anything, { type: 'string', pattern: '^(\\$key|\\$past|[a-z][a-z0-9_]{0,47})$' })
  return documentSchema('data', {
    $schema: plainText,
    'entity!': key,
    demo: yesNo,
    'rows!': list({ ...row, properties: { $key: filledText, $past: past } }),
  })
}

const region = object({ 'key!': key, 'name!': filledText, parent: key })

const department = object({ 'key!': key, 'name!': filledText, parent: key, head: key, region: key })

const user = object({
  'key!': key,
  'name!': filledText,
  'email!': { type: 'string', format: 'email' },
  department: key,
  region: key,
  manager: key,
  title: plainText,
  'roles!': list(key),
})

/** Schema of `data/_people.json`. */
export function peopleSchema(): JsonSchema {
  return documentSchema('people', {
    $schema: plainText,
    demo: yesNo,
    regions: list(region),
    'departments!': list(department),
    'users!': list(user),
  })
}
