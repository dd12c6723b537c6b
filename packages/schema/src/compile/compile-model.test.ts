import { describe, expect, it } from 'vitest'
import { shop } from '../testing/app.ts'
import { testFacts } from '../testing/extensions.ts'
import { compileModel } from './compile-model.ts'

const { model, problems } = compileModel({ apps: [shop()], fieldFacts: testFacts, version: 3 })
const deal = model.entity('deal')

describe('a compiled model', () => {
  it('keeps documents by kind and stored name, frozen', () => {
    expect(problems).toEqual([])
    expect(model.version).toBe(3)
    expect(model.document('form', 'deal.edit')?.purpose).toBe('edit')
    expect(model.views('deal').map((one) => one.key)).toEqual(['board'])
    expect(Object.isFrozen(deal?.document.fields[0])).toBe(true)
  })

  it('lists own fields, then the system ones', () => {
    expect(deal?.fields.slice(-8).map((one) => one.key)).toEqual([
      'id',
      'owner',
      'department',
      'created_by',
      'created_at',
      'updated_by',
      'updated_at',
      'version',
    ])
    expect(deal?.field('owner')).toMatchObject({ system: true, type: 'user' })
  })

  it('gives names their types, through links and to people', () => {
    const find = (path: string): unknown => {
      let scope = deal?.scope
      let type: unknown
      for (const key of path.split('.')) {
        const name = scope?.find(key)
        type = name?.type
        scope = name?.target?.() ?? name?.rows?.()
      }
      return type
    }
    expect(find('amount')).toEqual({ kind: 'number' })
    expect(find('id')).toEqual({ kind: 'id', entity: 'deal' })
    expect(find('customer.level')).toEqual({ kind: 'text' })
    expect(find('customer_level')).toEqual({ kind: 'text' })
    expect(find('owner.manager.department.head.name')).toEqual({ kind: 'text' })
    expect(find('items.price')).toEqual({ kind: 'number' })
    expect(find('constructor')).toBeUndefined()
  })

  it('knows sub-tables and the reverse side of links', () => {
    expect(deal?.relations).toEqual([
      { key: 'items', entity: 'deal', target: 'deal_item', via: 'deal', owned: true },
    ])
    expect(model.entity('account')?.relations).toEqual([
      { key: 'deal_by_customer', entity: 'account', target: 'deal', via: 'customer', owned: false },
    ])
  })

  it('refuses two entities of one key and the names of people', () => {
    const [account] = shop().entity
    const again = {
      ...shop(),
      app: { ...shop().app, key: 'other' },
      entity: account === undefined ? [] : [account, { ...account, key: 'user' }],
    }
    const entityOnly = {
      ...again,
      form: [],
      view: [],
      page: [],
      rule: [],
      flow: [],
      report: [],
      dashboard: [],
      print: [],
      role: [],
    }
    const found = compileModel({ apps: [shop(), entityOnly], fieldFacts: testFacts, version: 1 }).problems
    expect(found.map((one) => `${one.file} ${one.code}`)).toEqual([
      'entities/account.json MODEL_DUPLICATE',
      'entities/user.json MODEL_KEY_RESERVED',
    ])
  })

  it('gives lookups that lean on each other no type instead of turning for ever', () => {
    const lookup = (key: string, path: string): never =>
      ({ key, type: 'lookup', label: key, settings: { path } }) as never
    const app = shop()
    const entity = app.entity.map((one) =>
      one.key === 'deal' ? { ...one, fields: [...one.fields, lookup('a', 'b'), lookup('b', 'a')] } : one,
    )
    const looped = compileModel({ apps: [{ ...app, entity }], fieldFacts: testFacts, version: 1 }).model
    expect(looped.entity('deal')?.scope.find('a')?.type).toEqual({ kind: 'json' })
  })
})
