import type { AppFiles } from '../kit/add-app.ts'

const text = (entity: string, key: string, type = 'text'): object => ({
  id: `f_${entity}_${key}`,
  key,
  type,
  label: key,
})

const entity = (key: string, ...fields: readonly object[]): AppFiles[string] => ({
  id: `e_${key}`,
  key,
  label: key,
  title: 'name',
  fields: [text(key, 'name'), ...fields],
})

/** The flow's name among what waits for the clock. */
export const clockName = 'flow:fl_five'

/**
 * A flow of five nodes that the clock starts: it looks at its record's amount, writes a field of it, makes a record of
 * another kind and ends. Nobody waits for anything, so a run is one job.
 */
export const app: AppFiles = {
  'app.json': { id: 'a_runs', key: 'runs', label: 'runs', version: '0.1.0' },
  'entities/paper.json': entity('paper', text('paper', 'amount', 'integer'), text('paper', 'state')),
  'entities/slip.json': entity('slip', text('slip', 'about')),
  'roles/clerk.json': {
    id: 'r_clerk',
    key: 'clerk',
    label: 'clerk',
    service: true,
    entities: { paper: { read: true, update: true }, slip: { read: true, create: true } },
  },
  'flows/five.json': {
    id: 'fl_five',
    key: 'five',
    label: 'five',
    schemaVersion: 1,
    entity: 'paper',
    enabled: true,
    runAs: { type: 'role', role: 'clerk' },
    start: {
      type: 'schedule',
      schedule: { every: 'year', months: [1], days: [1], at: '03:00' },
    },
    nodes: [
      { id: 's', type: 'start_event', name: 's' },
      { id: 'if', type: 'exclusive_gateway', name: 'if', default: 'x5' },
      {
        id: 'set',
        type: 'service_task',
        name: 'set',
        action: { type: 'update_record', record: '$record', entity: 'paper', set: { state: 'done' } },
      },
      {
        id: 'make',
        type: 'service_task',
        name: 'make',
        action: { type: 'create_record', entity: 'slip', values: { name: 'slip', about: '{{name}}' } },
      },
      { id: 'e', type: 'end_event', name: 'e' },
    ],
    edges: [
      { id: 'x1', source: 's', target: 'if' },
      {
        id: 'x2',
        source: 'if',
        target: 'set',
        priority: 1,
        condition: { '>': [{ var: 'record.amount' }, 10] },
      },
      { id: 'x3', source: 'set', target: 'make' },
      { id: 'x4', source: 'make', target: 'e' },
      { id: 'x5', source: 'if', target: 'e' },
    ],
  },
}
