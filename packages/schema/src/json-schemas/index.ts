import type { DocumentKind } from '../documents/kinds.ts'
import { appSchema } from './app.ts'
import { assignmentSchema } from './assignment.ts'
import { type JsonSchema, anything } from './build.ts'
import { calendarSchema } from './calendar.ts'
import { dashboardSchema } from './dashboard.ts'
import { dataSchema, peopleSchema } from './data.ts'
import { entitySchema } from './entity.ts'
import type { SchemaContext, SchemaExtensions, SettingSchema } from './extensions.ts'
import { flowSchema } from './flow.ts'
import { formSchema } from './form.ts'
import { mailSchema } from './mail.ts'
import { pageSchema } from './page.ts'
import { printSchema } from './print.ts'
import { reportSchema } from './report.ts'
import { roleSchema } from './role.ts'
import { ruleSchema } from './rule.ts'
import { runsSchema } from './runs.ts'
import { scenarioSchema } from './scenario.ts'
import { scoreSchema } from './score.ts'
import { tableSchema } from './table.ts'
import { viewSchema } from './view.ts'

/** Every kind of file in an app folder that has a schema. */
export type SchemaKind = DocumentKind | 'data' | 'people' | 'runs' | 'scenario'

/** The published JSON Schema of every kind. */
export type Schemas = { readonly [K in SchemaKind]: JsonSchema }

const makers: { readonly [K in SchemaKind]: (context: SchemaContext) => JsonSchema } = {
  app: appSchema,
  entity: entitySchema,
  form: formSchema,
  view: viewSchema,
  page: pageSchema,
  rule: ruleSchema,
  flow: flowSchema,
  score: scoreSchema,
  assignment: assignmentSchema,
  table: tableSchema,
  calendar: calendarSchema,
  report: reportSchema,
  dashboard: dashboardSchema,
  print: printSchema,
  mail: mailSchema,
  role: roleSchema,
  data: dataSchema,
  people: peopleSchema,
  runs: runsSchema,
  scenario: scenarioSchema,
}

/** Every kind that has a schema, in load order. */
export const schemaKinds: readonly SchemaKind[] = Object.keys(makers) as SchemaKind[]

/**
 * Makes the JSON Schemas. Without lists the extension points are open (any `type`, any settings); with lists each
 * `type` is one of the known ones and refuses settings it doesn't know. `settingSchema` gives the shape of one
 * setting from its field type; without it any value is taken.
 */
export function buildSchemas(
  extensions?: SchemaExtensions,
  settingSchema: SettingSchema = () => anything,
): Schemas {
  const context: SchemaContext = { extensions, settingSchema }
  return Object.fromEntries(schemaKinds.map((kind) => [kind, makers[kind](context)])) as Schemas
}
