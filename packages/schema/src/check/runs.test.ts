import { expect, it } from 'vitest'
import { compileModel } from '../compile/compile-model.ts'
import type { ToldRun } from '../documents/runs.ts'
import { shop } from '../testing/app.ts'
import { testFacts } from '../testing/extensions.ts'
import { buildSchemas } from '../json-schemas/index.ts'
import { checkAppData } from './data.ts'

/** What is found wrong with a run on the one deal of a shop in which Ann and Bob work. */
function wrong(change: Partial<ToldRun>): readonly string[] {
  const run: ToldRun = { flow: 'approve', record: '$deal_1', by: 'ann', at: '$work-3T10:00', ...change }
  const person = (key: string) => ({ key, name: key, email: `${key}@example.com`, roles: [] })
  const app = {
    ...shop(),
    people: { departments: [], users: [person('ann'), person('bob')] },
    data: [
      { entity: 'deal', rows: [{ $key: 'deal_1', name: 'one' }] },
      { entity: 'account', rows: [{ $key: 'account_1', name: 'one' }] },
    ],
    runs: { runs: [run] },
  }
  const { model } = compileModel({ apps: [app], fieldFacts: testFacts, version: 1 })
  return checkAppData(app, model).map(({ file, path }) => `${file} ${path}`)
}

it('runs on demo rows name flows, rows, people and fields that there are', () => {
  const step = { by: 'bob', do: 'approve', after: 'PT2H' } as const
  expect(
    wrong({ before: { stage: 'lead' }, steps: [step], then: [{ after: 'PT1H', set: { stage: 'won' } }] }),
  ).toEqual([])
  expect(wrong({ flow: 'aprove' })).toEqual(['data/_runs.json /runs/0/flow'])
  expect(wrong({ record: '$deal_2' })).toEqual(['data/_runs.json /runs/0/record'])
  expect(wrong({ record: '$account_1' })).toEqual(['data/_runs.json /runs/0/flow'])
  expect(wrong({ by: 'cat' })).toEqual(['data/_runs.json /runs/0/by'])
  expect(wrong({ steps: [step, { ...step, by: 'cat' }] })).toEqual(['data/_runs.json /runs/0/steps/1/by'])
  expect(wrong({ steps: [{ ...step, do: 'transfer', to: 'cat' }] })).toEqual([
    'data/_runs.json /runs/0/steps/0/to',
  ])
  expect(wrong({ steps: [{ ...step, do: 'return', to: 'start' }] })).toEqual([])
  expect(wrong({ before: { stag: 'lead' } })).toEqual(['data/_runs.json /runs/0/before/stag'])
  expect(wrong({ then: [{ after: 'PT1H', set: { stag: 'won' } }] })).toEqual([
    'data/_runs.json /runs/0/then/0/set/stag',
  ])
})

it('a run begins at a moment that has passed at every hour', () => {
  const { runs } = buildSchemas().runs['properties'] as {
    readonly runs: { readonly items: { readonly properties: { readonly at: { readonly pattern: string } } } }
  }
  const { pattern } = runs.items.properties.at
  for (const fine of ['$work-1T09:00', '$work-120T17:55', '$now-12.5'])
    expect(fine).toMatch(new RegExp(pattern, 'u'))
  for (const ahead of [
    '$work-0T09:00',
    '$work+1T09:00',
    '$now+1',
    '$now',
    '$today-3',
    '2026-03-01',
    '$work-2T24:10',
  ])
    expect(ahead).not.toMatch(new RegExp(pattern, 'u'))
})
