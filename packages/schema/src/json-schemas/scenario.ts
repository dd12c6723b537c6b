import {
  type JsonSchema,
  anything,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  map,
  natural,
  object,
  oneOf,
  path,
  plainText,
  yesNo,
} from './build.ts'

const values = map(anything, key)
const name = filledText

const expectation = object({
  record: name,
  values: map(anything, path),
  that: expression,
  count: object({ 'entity!': key, filter: expression, 'is!': natural }),
  workItems: object({ 'as!': name, 'count!': natural }),
  run: object({ 'flow!': key, status: filledText, at: list(filledText), passed: list(filledText) }),
  notified: object({ 'as!': name, 'contains!': filledText }),
  audited: object({ 'as!': name, 'action!': filledText }),
  report: object({ 'report!': key, rows: list(map(anything)), total: map(anything) }),
  print: object({ 'template!': key, 'record!': name, 'contains!': list(plainText) }),
})

const step = object(
  {
    note: plainText,
    as: filledText,
    create: object({ 'entity!': key, 'values!': values, save: name }),
    update: object({ 'record!': name, 'values!': values }),
    remove: object({ 'record!': name }),
    startFlow: object({ 'flow!': key, 'record!': name, save: name }),
    decide: object({ 'record!': name, 'command!': name, data: map(anything) }),
    runRule: object({ 'rule!': key, 'record!': name }),
    import: object({
      'entity!': key,
      'csv!': plainText,
      mapping: map(key),
      matchBy: list(key),
      onMatch: oneOf('update', 'skip', 'create'),
      counts: map(natural, key),
    }),
    message: object({ 'name!': filledText, 'record!': name }),
    behaviour: object({ 'record!': name, 'kind!': key }),
    restore: object({ 'record!': name }),
    person: object({ 'user!': key, 'active!': yesNo }),
    export: object({ 'entity!': key, fields: list(key), contains: list(plainText) }),
    publish: object({ 'kind!': key, 'key!': name, 'change!': map(anything) }),
    advanceTime: filledText,
    expect: expectation,
    fails: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
  },
  { minProperties: 1 },
)

/** Schema of `scenarios/<key>.json`. */
export function scenarioSchema(): JsonSchema {
  return documentSchema('scenario', {
    ...head,
    startsAt: filledText,
    given: list(step),
    'steps!': list(step),
  })
}
