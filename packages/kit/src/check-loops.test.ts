import {
  type AppDocuments,
  compileModel,
  type DocumentByKind,
  documentKinds,
  type Settings,
} from '@mortise/schema'
import { readExample } from '@mortise/testkit/examples'
import { expect, it } from 'vitest'
import { proveRules } from './check-loops.ts'
import { builtinKit, inspectionOf } from './index.ts'

type Parts = { readonly [K in Exclude<keyof DocumentByKind, 'app'>]?: readonly DocumentByKind[K][] }

const { extensions } = inspectionOf(builtinKit).checks
const field = (key: string, type: string, settings?: Settings) => ({
  id: key,
  key,
  label: key,
  type,
  ...(settings === undefined ? {} : { settings }),
})
const entities: readonly DocumentByKind['entity'][] = [
  {
    id: 'deal',
    key: 'deal',
    label: 'deal',
    title: 'name',
    fields: [
      field('name', 'text'),
      field('total', 'rollup', {
        relation: 'payment_by_deal',
        aggregate: 'sum',
        expr: { var: 'amount' },
        result: 'decimal',
      }),
      field('double', 'formula', { expr: { '*': [{ var: 'total' }, 2] }, result: 'decimal' }),
    ],
  },
  {
    id: 'payment',
    key: 'payment',
    label: 'payment',
    title: 'name',
    fields: [
      field('name', 'text'),
      field('amount', 'decimal'),
      field('deal', 'link', { target: 'deal', onDelete: 'set_null' }),
    ],
  },
]

function prove(parts: Parts) {
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...none,
    entity: entities,
    ...parts,
    app: { key: 'a', label: 'a', version: '1.0.0' },
  } as unknown as AppDocuments
  return proveRules(
    compileModel({ apps: [app], fieldFacts: builtinKit.fields, version: 1 }).model,
    builtinKit,
    extensions,
  )
}

const paying = (watch: string): DocumentByKind['rule'] => ({
  id: 'r',
  key: 'pay',
  label: 'pay',
  entity: 'deal',
  phase: 'afterSave',
  trigger: { on: ['update'], watch: [watch] },
  actions: [{ type: 'create_record', entity: 'payment', values: { amount: 1, deal: '$record.id' } }],
})

it('finds a loop over a roll-up, and over a formula on it', () => {
  expect(prove({ rule: [paying('total')] }).loops).toMatchObject([{ cycle: ['pay', 'deal.total'] }])
  expect(prove({ rule: [paying('double')] }).loops).toMatchObject([{ cycle: ['pay', 'deal.double'] }])
  expect(prove({ rule: [paying('name')] }).loops).toEqual([])
})

it('tells a loop in the names that people gave', () => {
  const again: DocumentByKind['rule'] = {
    ...paying('name'),
    label: { zh: '改名', en: 'Name it' },
    actions: [{ type: 'set_fields', set: { name: { concat: [{ var: 'name' }, '!'] } } }],
  }
  const named = entities.map((one) =>
    one.key === 'deal'
      ? { ...one, label: '商机', fields: one.fields.map((each) => ({ ...each, label: `${each.key} 栏` })) }
      : one,
  )
  const [loop] = prove({ rule: [again], entity: named }).loops
  expect(loop?.message.zh).toContain('改名 → 改名（规则“改名”修改“商机”的“name 栏”，触发规则“改名”）')
  expect(loop?.message.en).toContain('Name it → Name it')
  const owning = { ...paying('owner'), actions: [{ type: 'set_fields', set: { owner: { user: 'id' } } }] }
  const watched = { ...owning, trigger: { on: ['update'], watch: ['owner'], fire: 'everyMatch' } } as const
  expect(prove({ rule: [watched] }).loops[0]?.message.zh).toContain('的“负责人”')
})

it.each(['crm', 'device_service'])('has nothing to say against %s', (name) => {
  const model = compileModel({ apps: [readExample(name)], fieldFacts: builtinKit.fields, version: 1 }).model
  const { loops, conflicts, tables } = proveRules(model, builtinKit, extensions)
  expect({ loops, conflicts }).toEqual({ loops: [], conflicts: [] })
  expect(tables.flatMap(({ findings }) => findings)).toEqual([])
})
