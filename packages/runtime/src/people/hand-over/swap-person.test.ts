import type { Json } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import type { DocumentKind, Model } from '@mortise/schema'
import { expect, it } from 'vitest'
import { personPlaces, swapPerson } from './swap-person.ts'

const ann = { id: '0198c0de-0000-7000-8000-000000000001', key: 'ann' }
const gus = { id: '0198c0de-0000-7000-8000-000000000002', key: null }
const model = { entity: () => undefined, document: () => undefined } as unknown as Model
const swap = (kind: DocumentKind, json: Json) =>
  swapPerson(
    json,
    { from: ann, to: gus },
    personPlaces(builtinKit, model, { kind, document: json as object }),
  )

const flow = (approval: Json, ...more: readonly Json[]): Json => ({
  key: 'ann',
  label: 'ann',
  entity: 'ann',
  nodes: [{ id: 'ann', type: 'user_task', name: 'ann', approval }, ...more],
})

it('names somebody else wherever a person is named, by id or by key', () => {
  const mail = (to: readonly string[], owner: string): Json => ({
    id: 'n',
    type: 'service_task',
    action: { type: 'notify', to, title: owner },
  })
  const given = flow(
    {
      assignees: [{ type: 'user', user: 'ann' }],
      onEmpty: { do: 'assign', user: ann.id },
      passWhen: { '==': [{ var: 'owner' }, ann.id] },
    },
    mail([`user:${ann.id}`, 'role:ann', 'ann'], 'ann'),
  )
  expect(swap('flow', given)).toEqual({
    json: flow(
      {
        assignees: [{ type: 'user', user: gus.id }],
        onEmpty: { do: 'assign', user: gus.id },
        passWhen: { '==': [{ var: 'owner' }, gus.id] },
      },
      mail([`user:${gus.id}`, 'role:ann', gus.id], 'ann'),
    ),
    count: 5,
  })
})

it('names nobody twice: lists hold one, shares of votes add up', () => {
  const given = flow({
    assignees: [
      { type: 'user', user: gus.id },
      { type: 'user', user: 'ann' },
    ],
    weights: { ann: 60, [gus.id]: 10, bob: 30 },
  })
  expect(swap('flow', given).json).toEqual(
    flow({ assignees: [{ type: 'user', user: gus.id }], weights: { [gus.id]: 70, bob: 30 } }),
  )
  const rule = (users: readonly string[], people: Json): Json => ({
    entity: 'deal',
    rules: [{ key: 'ann', pool: { users, roles: ['ann'] }, skills: { needs: [{ skill: 'ann' }], people } }],
  })
  expect(swap('assignment', rule(['ann', gus.id, 'bob'], { ann: { ann: 3 } })).json).toEqual(
    rule([gus.id, 'bob'], { [gus.id]: { ann: 3 } }),
  )
})

it('leaves alone what is only written like a person’s key', () => {
  const words: Json = {
    entity: 'ann',
    to: 'ann',
    users: ['ann'],
    owner: 'ann',
    people: { ann: 1 },
    transitions: [{ field: 'state', from: ['ann'], to: ['ann', 'user:ann'] }],
    fields: [{ key: 'user', type: 'text', default: 'ann', user: 'ann' }],
  }
  for (const kind of ['entity', 'flow', 'rule', 'role', 'report'] as const)
    expect([kind, swap(kind, words).count]).toEqual([kind, 0])
})
