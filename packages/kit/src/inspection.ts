import { language } from '@mortise/expressions'
import {
  type FieldDocument,
  type Inspection,
  type JsonSchema,
  buildSchemas,
  createValidator,
} from '@mortise/schema'
import { checkEngines } from './check-engines.ts'
import type { Kit } from './kit.ts'

const made = new WeakMap<Kit, Inspection>()

function inspectionFor(kit: Kit): Inspection {
  const settingSchema = (setting: FieldDocument): JsonSchema =>
    kit.panelFields.find(setting.type)?.jsonSchema(setting) ?? {}
  const extensions = {
    fields: kit.fields.all,
    actions: kit.actions.all,
    nodes: kit.nodes.all,
    blocks: kit.blocks.all,
    mailBlocks: kit.mailBlocks.all,
    charts: kit.charts.all,
  }
  return {
    validator: createValidator(buildSchemas(extensions, settingSchema)),
    fieldFacts: kit.fields,
    checks: { extensions, language },
    further: (model) => checkEngines(model, kit, extensions),
  }
}

/**
 * What `inspectApp`, `checkModel` and `usagesOf` of schema need, out of a kit: closed JSON Schemas, facts of the field
 * types, and the expression language. Made once for each kit, since compiling schemas is slow.
 */
export function inspectionOf(kit: Kit): Inspection {
  const known = made.get(kit)
  if (known !== undefined) return known
  const inspection = inspectionFor(kit)
  made.set(kit, inspection)
  return inspection
}
