import {
  type AppDocuments,
  type DocumentByKind,
  documentKinds,
  type EntityGrant,
  type FlowDocument,
  type RoleDocument,
  type RuleDocument,
} from '@mortise/schema'
import { expect, it } from 'vitest'
import { inspect } from './testing/example.ts'

type Parts = { readonly [K in Exclude<keyof DocumentByKind, 'app'>]?: readonly DocumentByKind[K][] }

const entity: DocumentByKind['entity'] = {
  id: 'e',
  key: 'deal',
  label: 'deal',
  title: 'name',
  fields: ['name', 'note', 'state'].map((key) => ({ id: key, key, label: key, type: 'text' })),
}

const robot = (deal: EntityGrant, more: Partial<RoleDocument> = {}): RoleDocument => ({
  id: 'r',
  key: 'robot',
  label: { zh: '自动化', en: 'Robot' },
  service: true,
  entities: { deal },
  ...more,
})

const rule = (more: Partial<RuleDocument> = {}): RuleDocument => ({
  id: 'ru',
  key: 'stamp',
  label: 'stamp',
  entity: 'deal',
  phase: 'afterSave',
  trigger: { on: ['create'] },
  runAs: { type: 'role', role: 'robot' },
  actions: [{ type: 'update_record', record: '$record', entity: 'deal', set: { state: 'x' } }],
  ...more,
})

const flow = (more: Partial<FlowDocument> = {}): FlowDocument => ({
  id: 'fl',
  key: 'check',
  label: 'check',
  entity: 'deal',
  start: { type: 'manual' },
  runAs: { type: 'role', role: 'robot' },
  nodes: [
    { id: 'a', type: 'start_event', name: 'a' },
    {
      id: 'b',
      type: 'service_task',
      name: 'b',
      action: { type: 'update_record', record: '$record', entity: 'deal', set: { state: 'x' } },
    },
    {
      id: 'c',
      type: 'user_task',
      name: 'c',
      approval: { mode: 'any', assignees: [{ type: 'starter' }], fields: { '*': 'read', note: 'write' } },
    },
    { id: 'd', type: 'end_event', name: 'd' },
  ],
  edges: [
    { id: '1', source: 'a', target: 'b' },
    { id: '2', source: 'b', target: 'c' },
    { id: '3', source: 'c', target: 'd' },
  ],
  ...more,
})

function problems(parts: Parts): readonly string[] {
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...none,
    entity: [entity],
    ...parts,
    app: { id: 'a', key: 'a', label: 'a', version: '1.0.0' },
  }
  return inspect(app as unknown as AppDocuments).problems.map(({ code, path }) => `${code} ${path}`)
}

const wide: EntityGrant = { read: true, update: true }

it('takes a service role that may do all that is written', () => {
  expect(problems({ role: [robot(wide)], rule: [rule()], flow: [flow()] })).toEqual([])
})

it('names each place that writes what the role may not, fields that people fill in included', () => {
  const narrow = robot({ ...wide, fields: { '*': 'read' } })
  expect(problems({ role: [narrow], rule: [rule()], flow: [flow()] })).toEqual([
    'RUN_AS_REFUSED /nodes/1/action',
    'RUN_AS_REFUSED /nodes/2/approval/fields/note',
    'RUN_AS_REFUSED /actions/0',
  ])
  expect(problems({ role: [robot({ read: true })], rule: [rule()] })).toEqual(['RUN_AS_REFUSED /actions/0'])
  expect(problems({ role: [robot({ read: true, update: { scope: 'none' } })], rule: [rule()] })).toHaveLength(
    1,
  )
})

it('tells making records from changing them', () => {
  const making = rule({
    trigger: { on: ['manual'] },
    actions: [{ type: 'create_record', entity: 'deal', values: { name: 'x' } }],
  })
  expect(problems({ role: [robot(wide)], rule: [making] })).toEqual(['RUN_AS_REFUSED /actions/0'])
  expect(problems({ role: [robot({ create: true })], rule: [making] })).toEqual([])
})

it('takes no role of people, and none that is all-powerful', () => {
  expect(problems({ role: [robot(wide, { service: false })], rule: [rule()] })).toEqual([
    'RUN_AS_NO_SERVICE /runAs/role',
  ])
  expect(problems({ role: [robot(wide, { admin: true })], rule: [rule()] })).toEqual([
    'RUN_AS_ALL_POWERFUL /service',
  ])
  expect(problems({ role: [], rule: [rule()] })).toEqual(['MODEL_REFERENCE /runAs/role'])
})

it('asks for a role where nobody in person starts it', () => {
  const { runAs: _, ...alone } = flow({ start: { type: 'schedule', schedule: { every: 'day' } } })
  expect(problems({ flow: [alone] })).toEqual(['RUN_AS_NEEDED /runAs'])
  expect(problems({ flow: [{ ...alone, start: { type: 'manual' } }] })).toEqual([])
})

it('counts what a message from outside is written into, and says what would never start', () => {
  const outside = rule({
    trigger: {
      on: ['message'],
      message: { sample: { no: '' }, set: { note: { var: 'payload.no' } } },
    },
    actions: [],
  })
  const matched = rule({
    ...outside,
    trigger: {
      on: ['message'],
      message: {
        sample: { no: '' },
        match: { field: 'name', value: { var: 'payload.no' } },
        missing: 'ignore',
        set: { note: { var: 'payload.no' } },
      },
    },
  })
  expect(problems({ role: [robot(wide)], rule: [outside] })).toEqual(['RUN_AS_REFUSED /trigger/message'])
  expect(problems({ role: [robot({ create: true })], rule: [outside] })).toEqual([])
  expect(problems({ role: [robot(wide)], rule: [matched] })).toEqual([])
  const unknown = {
    ...outside,
    trigger: { on: ['message' as const], message: { set: { note: { var: 'payload.x' } } } },
  }
  expect(problems({ role: [robot({ create: true })], rule: [unknown] })).toHaveLength(1)
  expect(problems({ role: [robot(wide)], flow: [flow({ start: { type: 'schedule' } })] })).toEqual([
    'FLOW_NO_SCHEDULE /start/schedule',
  ])
  expect(problems({ role: [robot(wide)], rule: [rule({ ...matched, phase: 'beforeSave' })] })).toContain(
    'RULE_MESSAGE_PHASE /phase',
  )
})
