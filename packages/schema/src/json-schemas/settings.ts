import type { SettingEditor } from '../extension/setting.ts'
import { approvalSchema, assigneeSchema } from './approval.ts'
import {
  type JsonSchema,
  expression,
  filledText,
  key,
  label,
  list,
  map,
  object,
  oneOf,
  path,
  plainText,
} from './build.ts'

const texts: JsonSchema = { type: ['string', 'array'], items: plainText }

const option: JsonSchema = object(
  { 'value!': filledText, 'label!': label, color: plainText, disabled: { type: 'boolean' } },
  { additionalProperties: true },
)

/** Shape of a setting by what it holds, where that says more than its field type. */
export const settingShapes: { readonly [K in SettingEditor]?: JsonSchema } = {
  condition: expression,
  expression,
  entity: key,
  field: key,
  fields: list(key),
  path,
  paths: list(path),
  link_field: filledText,
  values: { type: 'object' },
  map: { type: 'object' },
  field_map: { type: 'object' },
  column: filledText,
  node: filledText,
  nodes: list(filledText),
  people: texts,
  template: label,
  label,
  colour: plainText,
  duration: filledText,
  length: { type: ['number', 'string'] },
  approval: approvalSchema,
  assignees: list(assigneeSchema),
  field_rights: map(oneOf('write', 'read', 'hidden')),
  steps: list({ type: 'object' }),
  options: list(option),
  action: { type: 'object' },
  actions: list({ type: 'object' }),
  form: filledText,
  role: key,
  flow: key,
  rule: key,
  report: key,
  score: key,
  assignment: key,
  table: key,
  calendar: key,
  mail: key,
  print: key,
}
