import type { AppFiles } from '../kit/add-app.ts'

const field = (key: string, type = 'text'): object => ({ id: `f_claim_${key}`, key, type, label: key })

/** A claim asks its maker when it is made, reminds every month for ever, and is stamped when it is approved. */
export const app: AppFiles = {
  'app.json': { id: 'a_claims', key: 'claims', label: 'claims', version: '0.1.0' },
  'entities/claim.json': {
    id: 'e_claim',
    key: 'claim',
    label: 'claim',
    title: 'name',
    fields: [field('name'), field('amount', 'integer'), field('state')],
  },
  'flows/claim.json': {
    id: 'fl_claim',
    key: 'claim',
    label: 'claim',
    schemaVersion: 1,
    entity: 'claim',
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
          assignees: [{ type: 'starter' }],
          onEmpty: { do: 'admin' },
          onSelf: 'self',
          timeouts: [{ after: 'P30D', do: 'remind', repeat: 'P30D', max: 1000 }],
        },
      },
      {
        id: 'set',
        type: 'service_task',
        name: 'set',
        action: { type: 'update_record', record: '$record', entity: 'claim', set: { state: 'done' } },
      },
      { id: 'e', type: 'end_event', name: 'e' },
    ],
    edges: [
      { id: 'x1', source: 's', target: 'ask' },
      { id: 'x2', source: 'ask', target: 'set' },
      { id: 'x3', source: 'set', target: 'e' },
    ],
  },
}
