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

/** The keyword, kept apart so that nobody takes the schema for a promise. */
const then = 'then'

/** `true`, `false`, or a scope; a condition belongs to scope `condition` and to no other. */
const grant: JsonSchema = {
  type: ['boolean', 'object'],
  properties: {
    scope: oneOf('own', 'department', 'department_below', 'all', 'none', 'condition'),
    condition: expression,
  },
  required: ['scope'],
  additionalProperties: false,
  if: { type: 'object', properties: { scope: { const: 'condition' } } },
  [then]: { required: ['condition'] },
  else: { properties: { condition: false } },
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
  })
}
