import type { DecisionTableDocument, RecordValues } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'

type FieldsOf = { readonly [output: string]: string }

function fieldsOf(settings: { readonly [key: string]: unknown }, table?: DecisionTableDocument): FieldsOf {
  const given = settings['fields']
  if (typeof given === 'object' && given !== null && Object.keys(given).length > 0) return given as FieldsOf
  return Object.fromEntries((table?.outputs ?? []).map(({ key }) => [key, key]))
}

/** Asks a decision table and writes what it says into fields: by its outputs' names, or as `fields` says. */
export const runTable: ActionType = defineAction({
  type: 'run_table',
  version: 1,
  label: { zh: '决策表', en: 'Decision table' },
  icon: 'table-2',
  group: 'record',
  phases: ['beforeSave', 'afterSave', 'async'],
  settings: [
    setting('table', { zh: '决策表', en: 'Decision table' }, { editor: 'table', required: true }),
    setting(
      'fields',
      { zh: '结果写入字段', en: 'Results into fields' },
      {
        type: 'longtext',
        editor: 'field_map',
        results: 'table',
        byName: true,
        help: { zh: '留空按结果名对应同名字段', en: 'empty for fields named like the results' },
      },
    ),
  ],
  describe: (settings) => {
    const key = textSetting(settings['table']) ?? '?'
    return { zh: `按决策表“${key}”取值`, en: `Decide by "${key}"` }
  },
  writes: (settings, entity, document) => {
    const table = document?.('table', textSetting(settings['table']) ?? '') as
      | DecisionTableDocument
      | undefined
    const fields = Object.values(fieldsOf(settings, table))
    return [{ entity, fields: fields.length === 0 ? ['*'] : fields, op: 'update' }]
  },
  run: (settings, ctx) => {
    const key = textSetting(settings['table'])
    if (key === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'run_table', setting: 'table' })
    const table = ctx.document('table', key) as DecisionTableDocument | undefined
    const outputs = table === undefined ? undefined : ctx.decide?.(key)
    if (table === undefined || outputs === undefined)
      throw errors.ACTION_DOCUMENT_UNKNOWN({ action: 'run_table', key })
    const values: RecordValues = Object.fromEntries(
      Object.entries(fieldsOf(settings, table)).map(([output, field]) => [field, outputs[output] ?? null]),
    )
    if (ctx.phase === 'beforeSave')
      return Object.entries(values).map(([field, value]) => ({ type: 'set_value', field, value }))
    const { entity, id } = ctx.record
    return [{ type: 'write_record', op: 'update', entity, id, values }]
  },
})
