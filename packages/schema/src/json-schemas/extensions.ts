import type { FieldDocument } from '../documents/entity.ts'
import type { ExtensionHead } from '../extension/head.ts'
import { type RowSettings, holdsOf, rowSettings } from '../extension/holds.ts'
import type { SettingEditor } from '../extension/setting.ts'
import { type JsonSchema, type Shape, byType, list, object, plainText } from './build.ts'
import { settingShapes } from './settings.ts'

/** The lists that close the extension points of the schemas. */
export type SchemaExtensions = {
  readonly fields: readonly ExtensionHead[]
  readonly actions: readonly ExtensionHead[]
  readonly nodes: readonly ExtensionHead[]
  readonly blocks: readonly ExtensionHead[]
  /** Blocks of mails. */
  readonly mailBlocks: readonly ExtensionHead[]
  readonly charts: readonly ExtensionHead[]
}

/** Shape of the value of one setting, from its field type; handed in because field types live above this package. */
export type SettingSchema = (setting: FieldDocument) => JsonSchema

/** What schema makers get: the lists, if the schemas are to be closed. */
export type SchemaContext = {
  readonly extensions: SchemaExtensions | undefined
  readonly settingSchema: SettingSchema
}

/** Shapes of nested extension documents, by what a setting holds. */
type NestedShapes = { readonly [K in SettingEditor]?: JsonSchema }

function rowsShape(rows: RowSettings, shape: Shape): JsonSchema {
  if (rows.single) return object(shape)
  return list(rows.short === undefined ? object(shape) : { ...object(shape), type: ['string', 'object'] })
}

function settingShape(setting: FieldDocument, context: SchemaContext, nested: NestedShapes): JsonSchema {
  const rows = rowSettings(setting)
  if (rows !== undefined) return rowsShape(rows, settingsShape(rows.fields, context, nested))
  const holds = holdsOf(setting)
  const known = holds === undefined ? undefined : (nested[holds] ?? settingShapes[holds])
  return known ?? (setting.type === 'items' ? list({}) : context.settingSchema(setting))
}

/** Settings as properties; those without a default that are required stay so. */
function settingsShape(
  settings: readonly FieldDocument[],
  context: SchemaContext,
  nested: NestedShapes,
): Shape {
  const shape: { [name: string]: JsonSchema } = {}
  for (const setting of settings) {
    const needed = setting.required === true && setting.default === undefined
    shape[needed ? `${setting.key}!` : setting.key] = settingShape(setting, context, nested)
  }
  return shape
}

/** What may stand inside the settings of each kind of extension; actions and charts hold no others. */
function nestedShapes(context: SchemaContext, kind: keyof SchemaExtensions): NestedShapes {
  if (kind === 'blocks' || kind === 'mailBlocks') {
    const block: JsonSchema = { $ref: '#/$defs/block' }
    return { block, blocks: list(block) }
  }
  if (kind !== 'nodes') return {}
  const action = flatExtension(context, 'actions', {})
  return { action, actions: list(action) }
}

/** Objects named by `type` whose settings stand flat beside it: actions, nodes, blocks. Open without a list. */
export function flatExtension(
  context: SchemaContext,
  kind: keyof SchemaExtensions,
  shared: Shape,
): JsonSchema {
  const all = context.extensions?.[kind]
  if (all === undefined) return object({ ...shared, 'type!': plainText }, { additionalProperties: true })
  const nested = nestedShapes(context, kind)
  return byType(
    all.map((one) =>
      object({ ...shared, 'type!': { const: one.type }, ...settingsShape(one.settings, context, nested) }),
    ),
  )
}

/** Objects named by `type` with their settings under `settings`: fields, charts. Open without a list. */
export function nestedExtension(
  context: SchemaContext,
  kind: keyof SchemaExtensions,
  shared: Shape,
): JsonSchema {
  const all = context.extensions?.[kind]
  if (all === undefined) return object({ ...shared, 'type!': plainText, settings: { type: 'object' } })
  return byType(
    all.map((one) => {
      const shape = settingsShape(one.settings, context, {})
      const needed = Object.keys(shape).some((name) => name.endsWith('!'))
      return object({
        ...shared,
        'type!': { const: one.type },
        [needed ? 'settings!' : 'settings']: object(shape),
      })
    }),
  )
}

/** A chart choice, in reports and in dashboard widgets. */
export function chartSchema(context: SchemaContext): JsonSchema {
  return nestedExtension(context, 'charts', {})
}
