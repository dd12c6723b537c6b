import { type JsonSchema, key, object, oneOf } from './build.ts'

/** Only a service role has a name. */
const ofRole: JsonSchema = { properties: { type: { const: 'role' } } }

/** With whose rights something acts. */
export const runAs: JsonSchema = {
  ...object({ 'type!': oneOf('starter', 'role'), role: key }),
  dependentSchemas: { role: ofRole },
  anyOf: [{ not: { ...ofRole, type: 'object', required: ['type'] } }, { required: ['role'] }],
}
