import type { ApprovalSettings, DocumentByKind, RecordValues, ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  approveMany,
  commandItem,
  inbox,
  rootCause,
  saveRecord,
  startFlow,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { playScenario } from '../scenarios/play.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const field = (key: string, type: string, zh: string) => ({
  id: `f_${key}`,
  key,
  label: { zh, en: key },
  type,
})

const flow = (key: string, more: Partial<ApprovalSettings>): DocumentByKind['flow'] => ({
  id: `fl_${key}`,
  key,
  label: key,
  entity: 'claim',
  start: { type: 'manual', single: false },
  nodes: [
    { id: 'a', type: 'start_event', name: 'a' },
    {
      id: 'b',
      type: 'user_task',
      name: 'b',
      approval: { mode: 'any', assignees: [{ type: 'starter' }], onSelf: 'self', ...more },
    },
    { id: 'd', type: 'end_event', name: 'd' },
  ],
  edges: [
    { id: '1', source: 'a', target: 'b' },
    { id: '2', source: 'b', target: 'd' },
  ],
})

const writing = { granted: 'write', reason: 'write', secret: 'hidden', '*': 'read' } as const

let stage: TestStage
let workspace: Workspace
let boss: Actor

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await installParts(workspace, {
    entity: [
      {
        id: 'e1',
        key: 'claim',
        label: { zh: '报销', en: 'claim' },
        title: 'name',
        fields: [
          field('name', 'text', '名称'),
          field('granted', 'decimal', '核定金额'),
          field('reason', 'text', '核减原因'),
          field('secret', 'text', '密级'),
          field('proof', 'text', '凭证号'),
        ],
      },
    ],
    form: [
      {
        id: 'fo1',
        key: 'decide',
        entity: 'claim',
        purpose: 'approval',
        nodes: [
          { type: 'field', field: 'name' },
          { type: 'field', field: 'granted', required: true },
          {
            type: 'field',
            field: 'reason',
            visible: { '<': [{ var: 'granted' }, 100] },
            required: { '<': [{ var: 'granted' }, 100] },
          },
          { type: 'field', field: 'secret', required: true },
          {
            type: 'field',
            field: 'proof',
            required: { '==': [{ var: 'name' }, 'forced'] },
            requiredEvenHidden: true,
          },
        ],
        checks: [
          {
            key: 'sane',
            when: { '>': [{ var: 'granted' }, 9000] },
            message: { zh: '核定金额过大', en: 'too much' },
            fields: ['granted'],
          },
        ],
      },
    ],
    role: [
      {
        id: 'r1',
        key: 'boss',
        label: 'boss',
        entities: { claim: { create: true, read: true, update: true } },
      },
      { id: 'r2', key: 'root', label: 'root', admin: true },
    ],
    flow: [
      flow('fill_in', { fields: writing }),
      flow('do_it', { fields: writing, decision: false }),
      flow('look_only', {}),
      flow('signed', { signature: true }),
      flow('with_words', { comment: { required: ['approve'] } }),
      {
        ...flow('listens', {}),
        nodes: [
          { id: 'a', type: 'start_event', name: 'a' },
          { id: 'b', type: 'receive_task', name: 'b', message: 'paid', correlation: { var: 'proof' } },
          { id: 'd', type: 'end_event', name: 'd' },
        ],
      },
    ],
  })
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  await workspace.store.people.createUser({
    ...rest,
    name: 'root',
    email: 'root@example.com',
    roles: ['root'],
    locale: 'zh',
  })
  const { id } = await workspace.store.people.createUser({
    ...rest,
    name: 'boss',
    email: 'boss@example.com',
    roles: ['boss'],
    locale: 'zh',
  })
  workspace.expire()
  boss = await workspace.unit(async (unit) => {
    const user = unit.people.users.find((one) => one.id === id)
    if (user === undefined) throw new Error('boss')
    return userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
  })
}, 120_000)
afterAll(() => stage.close())

/** Starts a flow on a new record, and gives the task that waits. */
async function waiting(key: string, values: RecordValues): Promise<{ itemId: string; recordId: string }> {
  const recordId = await workspace.unit(async (unit) => {
    const request = { op: 'create', entity: 'claim', values } as const
    return (await saveRecord(unit, boss, { request, cause: rootCause(unit.newId()) })).record.id
  })
  await workspace.unit((unit) =>
    startFlow(unit, { flow: key, entity: 'claim', recordId, actor: boss, commandId: unit.newId() }),
  )
  const { rows } = await workspace.unit((unit) => inbox(unit, boss, { box: 'todo', limit: 100 }))
  return { itemId: rows.find((one) => one.recordId === recordId)?.id ?? '', recordId }
}

const act = (itemId: string, command: string, more: object = {}): Promise<unknown> =>
  workspace.unit((unit) => commandItem(unit, boss, { itemId, command, commandId: unit.newId(), ...more }))
const stored = async (recordId: string): Promise<RecordValues | undefined> =>
  (await workspace.unit((unit) => unit.door(systemActor('test')).get('claim', recordId)))?.values

it('is approved only with what the step has to fill in; the refusal names the fields in both languages', async () => {
  const { itemId, recordId } = await waiting('fill_in', { name: 'a' })
  const refused = await act(itemId, 'approve').catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: 'WORK_ITEM_INCOMPLETE',
    status: 422,
    text: {
      zh: '还不能提交，请先填好或改正：“核定金额”。',
      en: 'This can’t be decided yet. Fill in or correct first: “granted”.',
    },
    details: [{ path: 'granted', code: 'FORM_REQUIRED' }],
  })
  // What was filled in is kept with the decision, or not at all.
  await expect(act(itemId, 'approve', { values: { granted: '50' } })).rejects.toMatchObject({
    details: [{ path: 'reason', code: 'FORM_REQUIRED' }],
  })
  expect((await stored(recordId))?.['granted']).toBeNull()
  await act(itemId, 'approve', { values: { granted: '50', reason: 'half' } })
  expect(await stored(recordId)).toMatchObject({ granted: '50', reason: 'half' })
})

it('asks for nothing that is hidden or can not be written here, unless the form insists', async () => {
  const free = await waiting('fill_in', { name: 'b', granted: '200' })
  await act(free.itemId, 'approve')
  const looking = await waiting('look_only', { name: 'b2' })
  await act(looking.itemId, 'approve')
  const forced = await waiting('fill_in', { name: 'forced', granted: '200' })
  await expect(act(forced.itemId, 'approve')).rejects.toMatchObject({
    details: [{ path: 'proof', code: 'FORM_REQUIRED' }],
  })
  // Refusing needs nothing.
  await act(forced.itemId, 'reject')
})

it('holds to the checks of the form over what can be written, and to the form where another is named', async () => {
  const { itemId } = await waiting('fill_in', { name: 'c', granted: '9500' })
  await expect(act(itemId, 'approve')).rejects.toMatchObject({ details: [{ code: 'CHECK_sane' }] })
  const work = await waiting('do_it', { name: 'd' })
  await expect(act(work.itemId, 'complete')).rejects.toMatchObject({ code: 'WORK_ITEM_INCOMPLETE' })
  await act(work.itemId, 'complete', { values: { granted: '300' }, form: 'decide' })
})

it('is approved together with others, except where more is asked for; each for itself', async () => {
  const ready = await waiting('fill_in', { name: 'e', granted: '200' })
  const empty = await waiting('fill_in', { name: 'f' })
  const signed = await waiting('signed', { name: 'g' })
  const silent = await waiting('with_words', { name: 'h' })
  const unknown = workspace.newId()
  const items = [empty, ready, signed, silent, { itemId: unknown }].map(({ itemId }) => ({ id: itemId }))
  const together = (more: object = {}) => approveMany(workspace, boss, { items, commandId: 'once', ...more })
  const code = (one: { readonly error?: unknown }): unknown =>
    one.error === undefined ? 'done' : (one.error as { readonly code: string }).code
  expect((await together()).map(code)).toEqual([
    'WORK_ITEM_INCOMPLETE',
    'done',
    'WORK_ITEM_NEEDS_SIGNATURE',
    'FLOW_COMMENT_REQUIRED',
    'WORK_ITEM_NOT_FOUND',
  ])
  // Sent again, with a word for all: what was done is not done twice.
  expect((await together({ comment: 'fine' })).map(code)).toEqual([
    'WORK_ITEM_INCOMPLETE',
    'done',
    'WORK_ITEM_NEEDS_SIGNATURE',
    'done',
    'WORK_ITEM_NOT_FOUND',
  ])
})

it('is passed over in a scenario too where a step has failed: nothing tells its message apart', async () => {
  const record = '$claim'
  const played = (steps: readonly ScenarioStep[]) =>
    playScenario(workspace, boss, {
      key: 'passed_over',
      label: 'passed over',
      given: [{ create: { entity: 'claim', values: { name: 'a' }, save: 'claim' } }],
      steps: [{ startFlow: { flow: 'listens', record } }, ...steps],
    })
  const stuck = { expect: { record, run: { flow: 'listens', status: 'running', at: ['b'] } } }
  const over = { expect: { record, run: { flow: 'listens', status: 'approved' } } }
  const mend = (command: string) => ({ decide: { record, command } })
  expect(await played([stuck, mend('retry'), stuck, mend('skip'), over])).toEqual({
    outcome: 'passed',
    why: null,
  })
  expect(await played([mend('skip'), mend('skip')])).toMatchObject({
    outcome: 'failed',
    why: { zh: expect.stringContaining('没有出错的步骤') },
  })
})
