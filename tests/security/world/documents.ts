import type { Plants } from './plants.ts'

type Json = { readonly [key: string]: unknown }

/** One document of the design, as the API takes it. */
export type Design = { readonly kind: string; readonly key: string; readonly json: Json }

/** Names of what low people may not know of. */
export type HiddenNames = { readonly field: string; readonly entity: string; readonly report: string }

/** What colleagues with the form may know and strangers may not: how it chooses, and what it says of a chosen record. */
export const unknownToStrangers: readonly [string, string] = [
  'only for colleagues: how partners are chosen',
  'only for colleagues: a check behind a partner',
]

const label = (text: string): Json => ({ zh: text, en: text })
const both = (kind: string, json: Json & { readonly key: string; readonly entity?: string }): Design => ({
  kind,
  key: kind === 'form' || kind === 'view' ? `${json.entity}.${json.key}` : json.key,
  json: { id: `${kind}_${json.key}`, label: label(json.key), ...json },
})

/** What role `low` may: own department, no secrets. The API key and the person of the tests have it. */
const low: Json = {
  vault: {
    create: true,
    read: { scope: 'department' },
    update: { scope: 'own' },
    delete: { scope: 'own' },
    export: { scope: 'department' },
    print: { scope: 'department' },
    fields: {},
  },
  vault_item: {},
  partner: { create: true, read: { scope: 'own' }, update: { scope: 'own' } },
}

function roles(names: HiddenNames): readonly Design[] {
  const vault = {
    ...(low['vault'] as Json),
    fields: {
      [names.field]: 'hidden',
      cost: 'hidden',
      margin: 'hidden',
      grade: 'hidden',
      secret_file: 'hidden',
      contact: 'masked',
    },
  }
  const item = { fields: { item_secret: 'hidden' } }
  return [
    both('role', {
      key: 'low',
      entities: { ...low, vault, vault_item: item },
      reports: ['by_stage', 'by_secret', 'stage_funnel', 'list_secret'],
      dashboards: ['board'],
      flows: { check: ['start'] },
    }),
    both('role', {
      key: 'keeper',
      entities: {
        vault: { create: true, read: true, update: true, delete: true, export: true, print: true },
      },
      reports: 'all',
      dashboards: 'all',
    }),
  ]
}

function entities(plants: Plants, names: HiddenNames): readonly Design[] {
  const text = (key: string, more: Json = {}): Json => ({
    id: `f_${key}`,
    key,
    type: 'text',
    label: label(key),
    ...more,
  })
  const money = (key: string, more: Json = {}): Json =>
    text(key, { type: 'money', settings: { scale: 2 }, ...more })
  return [
    both('entity', {
      key: 'partner',
      title: 'name',
      search: ['note'],
      fields: [text('name', { required: true }), text('note')],
    }),
    both('entity', {
      key: 'vault_item',
      kind: 'child',
      title: 'product',
      fields: [
        text('vault', { type: 'link', settings: { target: 'vault', onDelete: 'cascade' } }),
        text('product'),
        text('item_secret'),
      ],
    }),
    both('entity', {
      key: 'vault',
      title: 'name',
      bin: true,
      audit: true,
      search: [names.field, 'contact', 'note'],
      fields: [
        text('name', { required: true }),
        text('code', { unique: true }),
        text('contact'),
        text('note'),
        text(names.field, {
          label: label(plants.word('label of a hidden field')),
          help: label(plants.word('help of a hidden field')),
        }),
        text('grade', {
          type: 'select',
          label: label(plants.word('label of a hidden select')),
          settings: { options: [{ value: 'a', label: label(plants.word('option of a hidden select')) }] },
        }),
        money('amount'),
        money('cost'),
        text('margin', {
          type: 'formula',
          settings: {
            expr: { '-': [{ var: 'amount' }, { var: 'cost' }] },
            stored: false,
            result: 'money',
            scale: 2,
          },
        }),
        text('stage', {
          type: 'select',
          history: true,
          settings: { options: ['new', 'won', 'lost'].map((value) => ({ value, label: label(value) })) },
        }),
        text('due', { type: 'date' }),
        text('partner', { type: 'link', settings: { target: 'partner' } }),
        text('partners', { type: 'links', settings: { target: 'partner' } }),
        text('partner_note', { type: 'lookup', settings: { path: 'partner.note' } }),
        text('papers', { type: 'file' }),
        text('secret_file', { type: 'file' }),
        text('items', { type: 'subtable', settings: { target: 'vault_item', parentField: 'vault' } }),
      ],
      checks: [
        {
          key: 'no_secret',
          when: { '==': [{ var: names.field }, plants.word('value in a check')] },
          message: label(plants.word('message of a check on a hidden field')),
          fields: [names.field],
          level: 'block',
        },
      ],
      duplicates: [{ fields: ['contact'], on: 'warn' }],
    }),
    both('entity', {
      key: names.entity,
      label: label(plants.word('label of a hidden entity')),
      title: 'name',
      fields: [text('name'), text('about', { type: 'link', settings: { target: 'vault' } })],
    }),
  ]
}

function screens(plants: Plants, names: HiddenNames): readonly Design[] {
  return [
    both('form', {
      key: 'edit',
      entity: 'vault',
      purpose: 'edit',
      nodes: [
        { type: 'field', id: 'n1', field: 'name' },
        {
          type: 'field',
          id: 'n2',
          field: names.field,
          label: label(plants.word('form label of a hidden field')),
        },
        {
          type: 'field',
          id: 'n3',
          field: 'note',
          visible: { '==': [{ var: names.field }, plants.word('form condition')] },
        },
        {
          type: 'subtable',
          id: 'n4',
          field: 'items',
          view: 'grid',
          columns: [{ field: 'product' }, { field: 'item_secret' }],
        },
        { type: 'embed', id: 'n5', url: `https://maps.example.com/?n={{name}}&s={{${names.field}}}{{cost}}` },
      ],
    }),
    both('form', {
      key: 'open',
      entity: 'vault',
      purpose: 'public',
      nodes: [
        { type: 'field', id: 'p1', field: 'name' },
        { type: 'field', id: 'p2', field: 'code' },
        { type: 'field', id: 'p3', field: 'amount' },
        { type: 'field', id: 'p4', field: 'due' },
        { type: 'field', id: 'p5', field: 'stage', readOnly: true },
        { type: 'field', id: 'p6', field: 'papers' },
        { type: 'field', id: 'p7', field: 'partner' },
        { type: 'field', id: 'p8', field: 'partner_note' },
        {
          type: 'field',
          id: 'p9',
          field: 'note',
          visible: { '!=': [{ var: 'amount' }, null] },
        },
        {
          type: 'field',
          id: 'p10',
          field: 'contact',
          visible: { '==': [{ var: names.field }, plants.word('public form condition')] },
        },
        { type: 'subtable', id: 'p11', field: 'items', columns: [{ field: 'product' }] },
      ],
      public: { title: label('Open vault'), progress: { fields: ['stage'], flows: true } },
    }),
    // Strangers choose a partner by name among those whose note begins with a word; the note itself is not theirs to know.
    both('form', {
      key: 'choose',
      entity: 'vault',
      purpose: 'public',
      nodes: [
        { type: 'field', id: 'c1', field: 'name' },
        {
          type: 'field',
          id: 'c2',
          field: 'partner',
          optionsFilter: { '!=': [{ var: 'note' }, unknownToStrangers[0]] },
        },
        { type: 'field', id: 'c3', field: 'partner_note' },
        {
          type: 'field',
          id: 'c4',
          field: 'code',
          required: { '==': [{ var: 'partner.note' }, 'ours, strict'] },
        },
        {
          type: 'field',
          id: 'c5',
          field: 'note',
          visible: { '!=': [{ var: 'partner.note' }, 'ours, shy'] },
        },
        {
          type: 'html',
          id: 'c6',
          html: `<p>{{name}} of {{partner.name}}: {{partner.note}} {{${names.field}}} {{cost}}</p>`,
        },
        {
          type: 'field',
          id: 'c7',
          field: 'partners',
          // Of what is joined many to many strangers' browsers know nothing.
          readOnly: { some: ['partners', { '==': [{ var: 'note' }, 'ours, still'] }] },
        },
        { type: 'field', id: 'c8', field: 'papers' },
        {
          type: 'embed',
          id: 'c9',
          url: `https://maps.example.com/?n={{name}}&p={{partner.name}}&s={{partner.note}}{{${names.field}}}{{cost}}`,
        },
        { type: 'embed', id: 'c10', url: 'https://shut.example.com/only-for-colleagues' },
      ],
      checks: [
        {
          key: 'blocked',
          when: { '==': [{ var: 'partner.note' }, 'ours, blocked'] },
          message: label(unknownToStrangers[1]),
        },
        {
          key: 'blocked_among',
          when: { some: ['partners', { '==': [{ var: 'note' }, 'ours, blocked'] }] },
          message: label(unknownToStrangers[1]),
        },
        {
          key: 'three_at_most',
          when: { '>': [{ countOf: ['partners'] }, 3] },
          message: label('three partners at most'),
        },
      ],
      public: {
        title: label('Choose'),
        picks: [
          { field: 'partner', show: ['name'], filter: { startsWith: [{ var: 'note' }, 'ours'] }, limit: 3 },
          { field: 'partners', show: ['name'], filter: { startsWith: [{ var: 'note' }, 'ours'] } },
        ],
      },
    }),
    both('view', {
      key: 'all',
      entity: 'vault',
      type: 'table',
      columns: ['name', names.field, 'amount'],
      sort: [{ field: names.field, dir: 'asc' }],
    }),
    both('view', {
      key: 'secret',
      entity: 'vault',
      type: 'table',
      label: label('secret view'),
      columns: ['name'],
      filter: { '==': [{ var: names.field }, plants.word('filter of a view')] },
    }),
    both('view', {
      key: 'board',
      entity: 'vault',
      type: 'kanban',
      groupBy: 'stage',
      columns: ['name', 'amount'],
      sums: ['cost'],
    }),
  ]
}

function numbers(plants: Plants, names: HiddenNames): readonly Design[] {
  const count = { key: 'n', label: label('n'), agg: 'count' }
  const stage = { key: 'stage', label: label('stage'), expr: { var: 'stage' } }
  const source = { entity: 'vault' }
  return [
    both('report', {
      key: 'by_stage',
      source,
      dimensions: [stage],
      measures: [count, { key: 'sum', label: label('sum'), agg: 'sum', expr: { var: 'amount' } }],
      drill: { fields: ['name', names.field, 'amount'] },
    }),
    both('report', {
      key: 'by_secret',
      source,
      dimensions: [
        { key: 's', label: label(plants.word('dimension of a report')), expr: { var: names.field } },
      ],
      measures: [{ key: 'cost', label: label('cost'), agg: 'max', expr: { var: 'cost' } }],
    }),
    both('report', {
      key: 'list_secret',
      source,
      filter: { '!=': [{ var: names.field }, plants.word('filter of a report')] },
      dimensions: [{ key: 'name', label: label('name'), expr: { var: 'name' } }],
      measures: [count],
    }),
    both('report', {
      key: 'stage_funnel',
      source,
      kind: 'funnel',
      funnel: { field: 'stage', amount: 'amount', mode: 'reached' },
    }),
    both('report', {
      key: names.report,
      label: label(plants.word('label of a report of others')),
      source,
      dimensions: [stage],
      measures: [count],
    }),
    both('dashboard', {
      key: 'board',
      grid: 24,
      // A choice that reaches a field nobody told of shows its name, and one that reaches nothing else is not there.
      filters: [
        { key: 'steps', label: label('steps'), type: 'select', targets: [{ widget: 'w0', path: 'stage' }] },
        { key: 'people', label: label('people'), type: 'user', targets: [{ widget: 'w0', path: 'owner' }] },
        {
          key: 'both',
          label: label('both'),
          type: 'select',
          targets: [
            { widget: 'w0', path: 'stage' },
            { widget: 'w0', path: names.field },
          ],
        },
        {
          key: 'others',
          label: label(plants.word('label of a filter by a hidden field')),
          type: 'select',
          targets: [{ widget: 'w0', path: names.field }],
        },
      ],
      widgets: ['by_stage', 'by_secret', names.report].map((report, i) => ({
        id: `w${i}`,
        report,
        x: 0,
        y: i * 4,
        w: 6,
        h: 4,
      })),
    }),
    both('dashboard', {
      key: `${names.report}_d`,
      label: label(plants.word('label of a dashboard of others')),
      grid: 24,
      filters: [],
      widgets: [],
    }),
  ]
}

function papers(plants: Plants, names: HiddenNames): readonly Design[] {
  const secret = `{{${names.field}}}`
  return [
    both('print', {
      key: 'sheet',
      entity: 'vault',
      page: { size: 'A4', orientation: 'portrait', margins: [40, 40, 40, 40] },
      fileName: `sheet-{{name}}-${secret}`,
      header: [],
      footer: [],
      body: [
        {
          type: 'text',
          value: `name {{name}} secret ${secret} cost {{cost}} margin {{margin}} partner {{partner.name}} contact {{contact}}`,
        },
        { type: 'fields', columns: 2, items: ['name', names.field, 'cost', 'partner'] },
        {
          type: 'table',
          source: 'items',
          columns: [
            { field: 'product', width: '*' },
            { field: 'item_secret', width: '*' },
          ],
        },
      ],
    }),
    both('rule', {
      key: 'tell',
      entity: 'vault',
      enabled: true,
      phase: 'afterSave',
      trigger: { on: ['create'], fire: 'everyMatch' },
      actions: [
        {
          type: 'notify',
          to: ['role:low'],
          title: `made {{name}} ${secret}`,
          body: `cost {{cost}} contact {{contact}}`,
        },
      ],
      order: 1,
    }),
    both('rule', {
      key: 'press',
      entity: 'vault',
      enabled: true,
      phase: 'afterSave',
      trigger: { on: ['manual'] },
      condition: { '!=': [{ var: names.field }, plants.word('condition of a button')] },
      actions: [{ type: 'update_record', record: '$record', entity: 'vault', set: { note: 'pressed' } }],
      order: 2,
    }),
    both('flow', {
      key: 'check',
      schemaVersion: 1,
      entity: 'vault',
      enabled: true,
      start: { type: 'manual', single: true },
      title: `check {{name}} ${secret}`,
      nodes: [
        { id: 'start', type: 'start_event', name: label('start') },
        {
          id: 'look',
          type: 'user_task',
          name: label('look'),
          approval: {
            mode: 'any',
            assignees: [{ type: 'role', role: 'keeper' }],
            onEmpty: { do: 'admin' },
            onSelf: 'self',
            fields: { '*': 'read' },
          },
        },
        { id: 'end', type: 'end_event', name: label('end') },
      ],
      edges: [
        { id: 'e1', source: 'start', target: 'look' },
        { id: 'e2', source: 'look', target: 'end', outcome: 'approved' },
        { id: 'e3', source: 'look', target: 'end', outcome: 'rejected' },
      ],
    }),
  ]
}

/** The design of the tests: something to hide on every kind of screen. */
export function designs(plants: Plants, names: HiddenNames): readonly Design[] {
  return [
    ...entities(plants, names),
    ...screens(plants, names),
    ...numbers(plants, names),
    ...papers(plants, names),
    ...roles(names),
  ]
}
