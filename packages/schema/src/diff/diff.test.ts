import { describe, expect, it } from 'vitest'
import { type Loose, shop, shopWith } from '../testing/app.ts'
import { diffApps } from './diff-apps.ts'
import { entityChanges } from './entity-steps.ts'

function stepsOf(change: (app: Loose) => void): readonly unknown[] {
  return entityChanges(shop().entity, shopWith(change).entity)
}

function sentencesOf(change: (app: Loose) => void): readonly string[] {
  return diffApps(shop(), shopWith(change)).map((one) => one.sentence.en)
}

describe('differences of apps', () => {
  it('are none between equal apps, whatever the order of keys', () => {
    const same = shopWith((app) => {
      const { key, ...rest } = app['app'] as unknown as Record<string, unknown>
      app['app'] = { ...rest, key } as never
    })
    expect(diffApps(shop(), shop())).toEqual([])
    expect(diffApps(shop(), same)).toEqual([])
  })

  it('tell a new, a removed and a changed document', () => {
    expect(
      sentencesOf((app) => {
        app['report']!.pop()
        app['mail']!.push({ key: 'hello', label: 'Hello', entity: 'deal', subject: 's', body: 'b' } as never)
        app['rule']![0]!['enabled'] = false as never
      }),
    ).toEqual(['rule "通知" changes', 'report "赢单" is removed', 'new mail template "Hello"'])
  })

  it('tell a rename by the id, and the field steps under the new name', () => {
    const changes = diffApps(
      shop(),
      shopWith((app) => {
        app['entity']![0]!['key'] = 'client' as never
        app['entity']![0]!['fields']![0]!['key'] = 'full_name' as never
      }),
    )
    expect(changes).toMatchObject([{ type: 'renamed', kind: 'entity', key: 'client', from: 'account' }])
    expect(changes[0]?.steps?.map((one) => one.sentence.en)).toEqual([
      'the key of entity "Account" changes from account to client',
      '"Account": the key of field "Name" changes from name to full_name',
    ])
  })

  it('take an old key under a new id as one removed and one new', () => {
    expect(
      stepsOf((app) => {
        app['entity']![0]!['fields']![1]!['id'] = 'f_99' as never
      }),
    ).toEqual([
      { type: 'drop_field', entity: 'account', field: 'level' },
      { type: 'add_field', entity: 'account', field: 'level' },
    ])
  })

  it('give each its own steps when an entity is put under the key of one that goes', () => {
    const changes = diffApps(
      shop(),
      shopWith((app) => {
        app['entity']![0]!['id'] = 'e_99' as never
      }),
    ).filter(({ kind }) => kind === 'entity')
    expect(
      changes.map(({ type, key, steps }) => [type, key, steps?.map(({ change }) => change.type)]),
    ).toEqual([
      ['removed', 'account', ['drop_entity']],
      ['added', 'account', ['create_entity']],
    ])
  })

  it('give the steps that touch stored data, drops last', () => {
    expect(
      stepsOf((app) => {
        const fields = app['entity']![1]!['fields']!
        fields[0]!['unique'] = true as never
        fields[1]!['type'] = 'integer' as never
        fields.splice(3, 1)
        fields.push({ key: 'note', type: 'text', label: 'Note' } as never)
        app['entity']![1]!['uniques']![0]!['fields'] = ['name', 'customer'] as never
        app['entity']!.push({ key: 'task', label: 'Task', title: 'name', fields: [] } as never)
      }),
    ).toEqual([
      { type: 'create_entity', entity: 'task' },
      { type: 'drop_unique', entity: 'deal', unique: 'one_name' },
      { type: 'add_field', entity: 'deal', field: 'note' },
      { type: 'change_field', entity: 'deal', field: 'name' },
      { type: 'change_field_type', entity: 'deal', field: 'amount' },
      { type: 'add_unique', entity: 'deal', unique: 'one_name' },
      { type: 'drop_field', entity: 'deal', field: 'stage' },
    ])
  })

  it('rename in an order in which each name is free', () => {
    expect(
      stepsOf((app) => {
        const fields = app['entity']![0]!['fields']!
        fields[0]!['key'] = 'level' as never
        fields[1]!['key'] = 'grade' as never
      }),
    ).toEqual([
      { type: 'rename_field', entity: 'account', from: 'level', to: 'grade' },
      { type: 'rename_field', entity: 'account', from: 'name', to: 'level' },
    ])
  })

  it('touch no stored data for a new label', () => {
    expect(
      stepsOf((app) => {
        app['entity']![0]!['fields']![0]!['label'] = 'Title' as never
      }),
    ).toEqual([])
  })
})
