import type { ExpressionType } from '@mortise/expressions'
import { language } from '@mortise/expressions'
import type { ModelChecks } from '../check/types.ts'
import type { FieldDocument } from '../documents/entity.ts'
import type { FieldFacts } from '../extension/field-facts.ts'
import { type ExtensionHead, type ExtensionList, extensionList } from '../extension/head.ts'
import { setting } from '../extension/setting.ts'
import type { SettingSchema } from '../json-schemas/extensions.ts'

type TestField = ExtensionHead & FieldFacts

function head(type: string, settings: readonly FieldDocument[] = []): ExtensionHead {
  return {
    type,
    version: 1,
    label: { zh: type, en: type },
    icon: 'square',
    group: 'test',
    settings,
    describe: () => ({ zh: type, en: type }),
  }
}

function said(field: FieldDocument, key: string): string {
  const value = field.settings?.[key]
  return typeof value === 'string' ? value : ''
}

function plain(type: string, kind: 'text' | 'number' | 'boolean' | 'date' | 'datetime'): TestField {
  return {
    ...head(type, type === 'money' ? [setting('scale', 'digits', { type: 'integer' })] : []),
    expressionType: () => ({ kind }),
  }
}

const own = (key: string, type: string, settings: FieldDocument['settings']): FieldDocument => ({
  key,
  label: key,
  type,
  required: true,
  ...(settings === undefined ? {} : { settings }),
})

/** A handful of field types with the settings of their real counterparts. */
const testFields: readonly TestField[] = [
  plain('text', 'text'),
  plain('integer', 'number'),
  plain('money', 'number'),
  plain('boolean', 'boolean'),
  plain('date', 'date'),
  plain('datetime', 'datetime'),
  {
    ...head('select', [setting('options', 'options', { editor: 'options', required: true })]),
    expressionType: () => ({ kind: 'text' }),
  },
  {
    ...head('link', [
      own('target', 'entity_ref', undefined),
      {
        key: 'filter',
        label: 'filter',
        type: 'expression',
        settings: { expect: 'boolean', scope: 'target' },
      },
    ]),
    expressionType: (field): ExpressionType => ({ kind: 'id', entity: said(field, 'target') }),
    target: (field) => said(field, 'target'),
  },
  {
    ...head('subtable', [
      own('target', 'entity_ref', undefined),
      own('parentField', 'field_ref', { from: 'target' }),
    ]),
    expressionType: (field): ExpressionType => ({ kind: 'rows', entity: said(field, 'target') }),
    target: (field) => said(field, 'target'),
    parentField: (field) => said(field, 'parentField'),
  },
  {
    ...head('formula', [own('expr', 'expression', { expect: 'any' }), own('result', 'text', undefined)]),
    computed: true,
    expressionType: () => ({ kind: 'number' }),
  },
  {
    ...head('lookup', [own('path', 'field_ref', { from: 'entity', paths: true })]),
    computed: true,
    expressionType: (field, resolve) => resolve('', said(field, 'path')) ?? { kind: 'json' },
  },
]

/** What a model of tests knows of its field types. */
export const testFacts: ExtensionList<FieldFacts> = extensionList<FieldFacts>(testFields)

/** Lists of a few extensions, in the shape of the kit. */
export const testExtensions: ModelChecks['extensions'] = {
  fields: testFields,
  actions: [
    head('notify', [
      setting('to', 'to', { editor: 'people', required: true }),
      setting('title', 'title', { editor: 'template' }),
    ]),
    head('create_record', [
      setting('entity', 'entity', { editor: 'entity', required: true }),
      setting('values', 'values', { editor: 'values', of: 'entity', required: true }),
    ]),
  ],
  nodes: [
    head('start_event'),
    head('end_event'),
    head('user_task', [setting('approval', 'approval', { editor: 'approval', required: true })]),
    head('service_task', [setting('action', 'action', { editor: 'action', required: true })]),
  ],
  blocks: [
    head('text', [setting('value', 'value', { editor: 'template' })]),
    head('table', [
      own('source', 'field_ref', { relations: true }),
      own('columns', 'items', {
        fields: [{ key: 'expr', label: 'expr', type: 'expression', settings: { scope: 'source' } }],
      }),
    ]),
  ],
  mailBlocks: [head('text', [setting('value', 'value', { editor: 'template' })])],
  charts: [head('bar')],
}

/** What every publish check of the tests runs with: the real language. */
export const testChecks: ModelChecks = { extensions: testExtensions, language }

const shapes: { readonly [type: string]: string } = { integer: 'integer', boolean: 'boolean', text: 'string' }

/** Shapes of plain settings. */
export const testSettingSchema: SettingSchema = (setting) => {
  const type = shapes[setting.type]
  return type === undefined ? {} : { type }
}
