import type { DocumentByKind } from '@mortise/schema'

type Parts = { readonly [K in Exclude<keyof DocumentByKind, 'app'>]?: readonly DocumentByKind[K][] }

const field = (key: string, type = 'text', more: object = {}) => ({
  id: `f_${key}`,
  key,
  label: key,
  type,
  ...more,
})
const link = (key: string, target: string) =>
  field(key, 'link', { settings: { target, onDelete: 'set_null' } })
const sum = (key: string, aggregate: string, more: object) =>
  field(key, 'rollup', { settings: { relation: 'order_by_account', aggregate, ...more } })
const log = (name: string) => ({
  type: 'create_record',
  entity: 'log',
  values: { name: `{{title}} ${name}` },
})

/**
 * A small app in which one record sets everything in motion: rules before, after and behind the save, sums on its parent,
 * a flow with a person, a timer and a call to the outside.
 */
export function documentsFor(outside: string): Parts {
  const call = (name: string) => ({
    type: 'call_webhook',
    url: outside,
    body: { title: { var: 'title' }, effect: name },
  })
  return {
    entity: [
      {
        id: 'e_account',
        key: 'account',
        label: 'account',
        title: 'name',
        fields: [
          field('name'),
          sum('orders', 'count', { result: 'integer' }),
          sum('amount', 'sum', { expr: { var: 'amount' }, result: 'decimal' }),
        ],
      },
      {
        id: 'e_order',
        key: 'order',
        label: 'order',
        title: 'title',
        fields: [
          field('title'),
          field('amount', 'integer'),
          field('level'),
          field('state'),
          link('account', 'account'),
        ],
      },
      { id: 'e_log', key: 'log', label: 'log', title: 'name', fields: [field('name')] },
    ],
    role: [{ id: 'r_admin', key: 'admin', label: 'admin', admin: true }],
    rule: [
      {
        id: 'ru_before',
        key: 'levels',
        label: 'levels',
        entity: 'order',
        phase: 'beforeSave',
        trigger: { on: ['create', 'update'] },
        condition: { '>=': [{ var: 'amount' }, 1000] },
        actions: [{ type: 'set_fields', set: { level: 'big' } }],
      },
      {
        id: 'ru_after',
        key: 'notes',
        label: 'notes',
        entity: 'order',
        phase: 'afterSave',
        trigger: { on: ['create'] },
        actions: [log('after')],
      },
      {
        id: 'ru_async',
        key: 'tells',
        onImport: 'run',
        label: 'tells',
        entity: 'order',
        phase: 'async',
        trigger: { on: ['create'] },
        actions: [log('behind'), call('rule')],
      },
      {
        id: 'ru_done',
        key: 'done',
        label: 'done',
        entity: 'order',
        phase: 'async',
        trigger: { on: ['update'], watch: ['state'] },
        condition: { '==': [{ var: 'state' }, 'approved'] },
        actions: [log('approved')],
      },
    ],
    flow: [
      {
        id: 'fl_approve',
        key: 'approve',
        label: 'approve',
        entity: 'order',
        schemaVersion: 1,
        enabled: true,
        start: { type: 'record', on: ['create'] },
        nodes: [
          { id: 's', type: 'start_event', name: 's' },
          {
            id: 'ask',
            type: 'user_task',
            name: 'ask',
            approval: {
              mode: 'any',
              assignees: [{ type: 'role', role: 'admin' }],
              onEmpty: { do: 'admin' },
              onSelf: 'self',
            },
          },
          { id: 'pause', type: 'delay', name: 'pause', duration: 'PT1M' },
          {
            id: 'stamp',
            type: 'service_task',
            name: 'stamp',
            action: { type: 'update_record', record: '$record', entity: 'order', set: { state: 'approved' } },
          },
          { id: 'note', type: 'service_task', name: 'note', action: log('flow') },
          { id: 'tell', type: 'service_task', name: 'tell', action: call('flow') },
          { id: 'e', type: 'end_event', name: 'e' },
        ],
        edges: ['s', 'ask', 'pause', 'stamp', 'note', 'tell', 'e'].slice(1).map((target, index) => ({
          id: `x${index}`,
          source: ['s', 'ask', 'pause', 'stamp', 'note', 'tell'][index] ?? '',
          target,
        })),
      },
    ],
  } as unknown as Parts
}
