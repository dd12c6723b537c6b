import type { Expression } from '@mortise/expressions'
import type { EntityDocument, FieldDocument, RecordValues } from '@mortise/schema'
import fc from 'fast-check'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeRecord, rootCause, saveRecord, systemActor, type Workspace } from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

const text = (key: string): FieldDocument => ({ id: `f_${key}`, key, type: 'text', label: key })
const money = (key: string): FieldDocument => ({ ...text(key), type: 'money', settings: { scale: 2 } })
const link = (key: string, target: string): FieldDocument => ({
  ...text(key),
  type: 'link',
  settings: { target, onDelete: 'set_null' },
})
const formula = (key: string, expr: Expression): FieldDocument => ({
  ...text(key),
  type: 'formula',
  settings: { expr, stored: true, result: 'decimal', scale: 4 },
})
const sum = (key: string, relation: string, expr: Expression): FieldDocument => ({
  ...text(key),
  type: 'rollup',
  settings: { relation, aggregate: 'sum', expr, result: 'decimal', scale: 4 },
})
const v = (name: string): Expression => ({ var: name })

/** Formulas over links over roll-ups over formulas, round the corner and back. */
const entities: readonly EntityDocument[] = [
  { id: 'e_rate', key: 'rate', label: 'rate', title: 'name', fields: [text('name'), money('factor')] },
  {
    id: 'e_account',
    key: 'account',
    label: 'account',
    title: 'name',
    fields: [
      text('name'),
      link('rate', 'rate'),
      formula('factor', { '??': [v('rate.factor'), 1] }),
      sum('worth', 'deal_by_account', v('worth')),
      formula('level', { '*': [v('worth'), 2] }),
    ],
  },
  {
    id: 'e_deal',
    key: 'deal',
    label: 'deal',
    title: 'name',
    fields: [
      text('name'),
      link('account', 'account'),
      money('amount'),
      formula('worth', { '*': [{ '??': [v('amount'), 0] }, { '??': [v('account.factor'), 1] }] }),
    ],
  },
  {
    id: 'e_note',
    key: 'note',
    label: 'note',
    title: 'name',
    fields: [text('name'), link('deal', 'deal'), formula('level', v('deal.account.level'))],
  },
]

let stage: TestStage
let workspace: Workspace
const system = systemActor('test')

const install = (entity: readonly EntityDocument[]) => installParts(workspace, { entity })

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await install(entities)
})
afterAll(() => stage.close())

const save = (entity: string, values: RecordValues, id?: string): Promise<string> =>
  workspace.unit(async (unit) => {
    const request =
      id === undefined
        ? ({ op: 'create', entity, values } as const)
        : ({ op: 'update', entity, id, values } as const)
    const { record } = await saveRecord(unit, system, { request, cause: rootCause(unit.newId()) })
    return record.id
  })

const remove = (entity: string, id: string): Promise<unknown> =>
  workspace.unit((unit) =>
    removeRecord(unit, system, { op: 'delete', entity, id, cause: rootCause(unit.newId()) }),
  )

/** Stored values that are not what their expression gives now. */
async function stale(): Promise<readonly string[]> {
  const wrong: string[] = []
  await workspace.unit(async (unit) => {
    for (const { key, fields } of entities)
      for (const { key: name, type, settings = {} } of fields) {
        const { relation, expr = null } = settings as { relation?: string; expr?: Expression }
        if (type !== 'formula' && type !== 'rollup') continue
        const now = type === 'formula' ? expr : { sumOf: [relation ?? '', expr] }
        const filter = { '!=': [v(name), { round: [now, 4] }] }
        if ((await unit.door(system).count({ entity: key, filter }, 'exact')) > 0)
          wrong.push(`${key}.${name}`)
      }
  })
  return wrong
}

describe('stored values that lean on other records', () => {
  it('are what a full recompute gives, after every step of any history', async () => {
    const step = fc.record({
      entity: fc.constantFrom('rate', 'account', 'deal', 'deal', 'note'),
      which: fc.nat(20),
      act: fc.nat(7),
      n: fc.tuple(fc.nat(500), fc.nat(20)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25 }), async (steps) => {
        const live: Record<string, string[]> = { rate: [], account: [], deal: [], note: [] }
        for (const { entity, which, act, n } of steps) {
          const [a, b] = n
          const list = live[entity] ?? []
          const pick = (of: string): string | null =>
            b % 4 === 0 ? null : (live[of]?.[b % (live[of]?.length || 1)] ?? null)
          const values: { readonly [entity: string]: RecordValues } = {
            rate: { name: `${a}`, factor: a / 100 },
            account: { name: `${a}`, rate: pick('rate') },
            deal: { name: `${a}`, amount: a / 10, account: pick('account') },
            note: { name: `${a}`, deal: pick('deal') },
          }
          const id = list[which % Math.max(list.length, 1)]
          if (act < 4 || id === undefined) list.push(await save(entity, values[entity] ?? {}))
          else if (act < 7) await save(entity, values[entity] ?? {}, id)
          else {
            await remove(entity, id)
            live[entity] = list.filter((one) => one !== id)
          }
          expect(await stale()).toEqual([])
        }
      }),
      { numRuns: 4, endOnFailure: true },
    )
  }, 240_000)

  it('are exact when the leaning and the leaned on are saved at once', async () => {
    const rate = await save('rate', { name: 'r', factor: 1 })
    const account = await save('account', { name: 'a', rate })
    await Promise.all([
      ...Array.from({ length: 8 }, (_, n) => save('deal', { name: `d${n}`, amount: n, account })),
      save('rate', { factor: 3 }, rate),
    ])
    expect(await stale()).toEqual([])
  }, 60_000)

  it('may not lean on themselves round the corner', async () => {
    const round = entities.map((one) =>
      one.key === 'rate'
        ? {
            ...one,
            fields: [...one.fields, sum('all', 'account_by_rate', v('worth')), formula('own', v('all'))],
          }
        : one.key === 'account'
          ? {
              ...one,
              fields: one.fields.map((f) => (f.key === 'factor' ? formula('factor', v('rate.own')) : f)),
            }
          : one,
    )
    await expect(install(round)).rejects.toMatchObject({ details: [{ code: 'MODEL_CYCLE' }] })
  })
})
