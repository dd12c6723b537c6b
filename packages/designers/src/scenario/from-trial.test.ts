import type { UserEntry } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import type { EntityModel, FlowDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import type { FlowTrial, TrialTurn } from '../workbench/trials-api.ts'
import { durationOf, fromTrial, type Walked } from './from-trial.ts'

const person = (id: string, key: string | null): UserEntry =>
  ({
    id,
    key,
    name: id,
    email: `${id}@example.com`,
    departmentId: null,
    roles: [],
    active: true,
  }) as UserEntry

const frame = (nodeId: string, standing: readonly string[]) => ({
  seq: 1,
  at: '',
  nodeId,
  skipped: false,
  edges: [],
  standing,
  status: 'running' as const,
})
const turn = (at: string, more: Partial<TrialTurn>): TrialTurn => ({
  at,
  deed: null,
  frames: [],
  told: [],
  error: null,
  ...more,
})
const deed = { command: 'approve', flow: 'check', nodeId: 'boss', person: 'u2', to: null, name: null }

const trial: FlowTrial = {
  turns: [
    turn('2026-03-09T01:00:00.000Z', { frames: [frame('start', ['start']), frame('boss', ['boss'])] }),
    turn('2026-03-09T03:00:00.000Z', {}),
    turn('2026-03-09T03:00:00.000Z', {
      deed,
      frames: [frame('end', [])],
      told: [
        {
          type: 'record',
          op: 'update',
          entity: 'deal',
          id: 'r1',
          title: 'A',
          via: 'flow:check',
          values: [{ field: 'state', before: 'draft', after: 'done' }],
        },
      ],
    }),
  ],
  steps: [{ do: 'wait' }, { do: 'decide', item: 'i1', command: 'approve' }],
  status: 'approved',
  now: '2026-03-09T03:00:00.000Z',
  nextAt: null,
  moves: [],
  record: { id: 'r1', title: 'A', values: { name: 'A', state: 'done' } },
}

const walked: Walked = {
  flow: {
    key: 'check',
    entity: 'deal',
    start: { type: 'manual' },
    nodes: [],
    edges: [],
  } as unknown as FlowDocument,
  entity: {
    document: {
      fields: [
        { key: 'name', type: 'text' },
        { key: 'state', type: 'text' },
        { key: 'no', type: 'autonumber' },
        { key: 'who', type: 'user' },
        { key: 'note', type: 'text' },
      ],
    },
  } as unknown as EntityModel,
  kit: builtinKit,
  users: [person('u1', 'ann'), person('u2', null)],
  starter: 'u1',
  values: { name: '$5 A', state: 'draft', no: 'N-1', who: 'u1', note: '', owner: 'u1' },
  trial,
  typed: false,
}

const all = { status: true, way: true, values: true }
const made = (from: Walked, keep = all) => fromTrial(from, { key: 's_1', label: 'One', keep })

describe('a scenario made of a simulation', () => {
  it('has the record as somebody would have typed it, with people by name', () => {
    expect(made(walked)?.given).toEqual([
      {
        create: {
          entity: 'deal',
          values: { owner: '$ann', name: '$$5 A', state: 'draft', who: '$ann' },
          save: 'record',
        },
      },
    ])
  })

  it('has the same decisions by the same people, with the time between them, and what came of it', () => {
    expect(made(walked)?.steps).toEqual([
      { as: 'ann', startFlow: { flow: 'check', record: '$record' } },
      { advanceTime: 'PT120M' },
      {
        as: 'u2@example.com',
        decide: { record: '$record', command: 'approve', data: { comment: '-' } },
      },
      {
        expect: {
          record: '$record',
          run: { flow: 'check', status: 'approved', passed: ['start', 'boss', 'end'] },
        },
      },
      { expect: { record: '$record', values: { state: 'done' } } },
    ])
  })

  it('holds on to what was asked for only', () => {
    const steps = made(walked, { status: false, way: true, values: false })?.steps ?? []
    expect(steps.slice(3)).toEqual([
      { expect: { record: '$record', run: { flow: 'check', passed: ['start', 'boss', 'end'] } } },
    ])
  })

  it('passes over what failed as it was passed over', () => {
    const mended = { do: 'mend', run: 'x', incident: 'y', how: 'skipIncident' } as const
    const { steps = [] } = made({ ...walked, trial: { ...trial, steps: [mended] } }) ?? {}
    expect(steps).toContainEqual({ decide: { record: '$record', command: 'skip' } })
  })

  it('waits a little longer, never shorter', () => {
    expect(durationOf('2026-03-09T01:00:00.000Z', '2026-03-09T01:00:01.000Z')).toBe('PT1M')
  })
})
