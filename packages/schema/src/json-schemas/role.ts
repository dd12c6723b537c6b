import {
  type JsonSchema,
  documentSchema,
  expression,
  head,
  key,
  list,
  map,
  object,
  oneOf,
  yesNo,
} from './build.ts'

/** A record scope by condition needs its condition, and no other has one. */
const conditionOnly: JsonSchema = { properties: { scope: { const: 'condition' } } }

/** `true`, `false`, or a scope. */
const grant: JsonSchema = {
  type: ['boolean', 'object'],
  properties: {
    scope: oneOf('own', 'department', 'department_below', 'region', 'shared', 'all', 'none', 'condition'),
    condition: expression,
  },
  required: ['scope'],
  additionalProperties: false,
  dependentSchemas: { condition: conditionOnly },
  anyOf: [{ not: { ...conditionOnly, type: 'object', required: ['scope'] } }, { required: ['condition'] }],
}

/** Keys, or the word `all`. */
const keysOrAll: JsonSchema = { type: ['string', 'array'], pattern: '^all$', items: key }

const entityGrant = object({
  create: yesNo,
  read: grant,
  update: grant,
  delete: grant,
  export: grant,
  print: grant,
  share: grant,
  fields: map(oneOf('write', 'read', 'masked', 'hidden'), {
    type: 'string',
    pattern: '^(\\*|[a-z][a-z0-9_]{0,47})$',
  }),
  assignTo: grant,
})

/** Schema of `roles/<key>.json`. */
export function roleSchema(): JsonSchema {
  return documentSchema('role', {
    ...head,
    entities: map(entityGrant, key),
    reports: keysOrAll,
    dashboards: keysOrAll,
    flows: map(list(oneOf('start', 'admin')), key),
    design: yesNo,
    admin: yesNo,
    service: yesNo,
  })
}
