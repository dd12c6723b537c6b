import { describe, expect, it } from 'vitest'
import { compileModel } from '../compile/compile-model.ts'
import type { AppDocuments } from '../documents/kinds.ts'
import { shop, shopWith } from '../testing/app.ts'
import { testChecks, testFacts } from '../testing/extensions.ts'
import { checkModel } from './check-model.ts'
import { usagesOf } from './usages.ts'

function problemsOf(app: AppDocuments): readonly string[] {
  const { model, problems } = compileModel({ apps: [app], fieldFacts: testFacts, version: 1 })
  return [...problems, ...checkModel(model, testChecks)].map(
    (one) => `${one.file} ${one.path} ${one.message.en}`,
  )
}

describe('publish checks', () => {
  it('find nothing wrong in a sound app', () => {
    expect(problemsOf(shop())).toEqual([])
  })

  const broken: readonly (readonly [string, AppDocuments, string, string])[] = [
    [
      'a condition names an unknown field',
      shopWith((app) => {
        app['rule']![0]!['condition'] = { '==': [{ var: 'stag' }, 'won'] } as never
      }),
      'rules/tell.json /condition',
      'stage',
    ],
    [
      'a condition yields a number',
      shopWith((app) => {
        app['rule']![0]!['condition'] = { var: 'amount' } as never
      }),
      'rules/tell.json /condition',
      'yes or no',
    ],
    [
      'a form shows an unknown field',
      shopWith((app) => {
        app['form']![0]!['nodes']![0]!['nodes']![0]!['field'] = 'amout' as never
      }),
      'forms/deal.edit.json /nodes/0/nodes/0/field',
      'did you mean amount?',
    ],
    [
      'a sub-table column is no field of its rows',
      shopWith((app) => {
        app['form']![0]!['nodes']![0]!['nodes']![1]!['columns']![1]!['field'] = 'prize' as never
      }),
      'forms/deal.edit.json /nodes/0/nodes/1/columns/1/field',
      'price',
    ],
    [
      'a path stops at a plain field',
      shopWith((app) => {
        app['view']![0]!['columns'] = ['name.first'] as never
      }),
      'views/deal.board.json /columns/0',
      'name is not a link',
    ],
    [
      'a board has no choice field',
      shopWith((app) => {
        app['view']![0]!['groupBy'] = 'amount' as never
      }),
      'views/deal.board.json /groupBy',
      'stage',
    ],
    [
      'a role names an unknown entity',
      shopWith((app) => {
        app['role']![0]!['entities'] = { deel: { read: true } } as never
      }),
      'roles/sales.json /entities/deel',
      'did you mean deal?',
    ],
    [
      'a role names an unknown flow',
      shopWith((app) => {
        app['role']![0]!['flows'] = { aprove: ['start'] } as never
      }),
      'roles/sales.json /flows/aprove',
      'did you mean approve?',
    ],
    [
      'an approver role is unknown',
      shopWith((app) => {
        app['flow']![0]!['nodes']![1]!['approval']!['assignees']![0]!['role'] = 'sale' as never
      }),
      'flows/approve.json /nodes/1/approval/assignees/0/role',
      'did you mean sales?',
    ],
    [
      'an edge leads to no node',
      shopWith((app) => {
        app['flow']![0]!['edges']![0]!['target'] = 'bos' as never
      }),
      'flows/approve.json /edges/0/target',
      'did you mean boss?',
    ],
    [
      'a flow condition reads an unknown field',
      shopWith((app) => {
        app['flow']![0]!['edges']![1]!['condition'] = { '>': [{ var: 'record.amont' }, 1] } as never
      }),
      'flows/approve.json /edges/1/condition',
      'amount',
    ],
    [
      'an action writes an unknown field of its own target',
      shopWith((app) => {
        app['rule']![0]!['actions']![1]!['values'] = { nam: 'x' } as never
      }),
      'rules/tell.json /actions/1/values/nam',
      'did you mean name?',
    ],
    [
      'a text place names an unknown field',
      shopWith((app) => {
        app['print']![0]!['body']![0]!['value'] = '{{nmae}}' as never
      }),
      'prints/sheet.json /body/0/value',
      'name',
    ],
    [
      'a column inside a block is no field of its rows',
      shopWith((app) => {
        app['print']![0]!['body']![1]!['columns']![0]!['expr'] = { var: 'pric' } as never
      }),
      'prints/sheet.json /body/1/columns/0/expr',
      'price',
    ],
    [
      'a dashboard shows an unknown report',
      shopWith((app) => {
        app['dashboard']![0]!['widgets']![0]!['report'] = 'wonn' as never
      }),
      'dashboards/home.json /widgets/0/report',
      'did you mean won?',
    ],
    [
      'a report sorts by an unknown column',
      shopWith((app) => {
        Object.assign(app['report']![0]!, { sort: [{ by: 'sun' }] })
      }),
      'reports/won.json /sort/0/by',
      'did you mean sum?',
    ],
    [
      'a report formula names an unknown measure',
      shopWith((app) => {
        app['report']![0]!['measures']![2]!['calc'] = { var: 'summ' } as never
      }),
      'reports/won.json /measures/2/calc',
      'sum',
    ],
    [
      'the navigation names an unknown view',
      shopWith((app) => {
        app['app']!['navigation']![0]!['view'] = 'bord' as never
      }),
      'app.json /navigation/0/view',
      'did you mean board?',
    ],
    [
      'a condition compares with no option of the field',
      shopWith((app) => {
        app['rule']![0]!['condition'] = { '==': [{ var: 'customer.level' }, 'aa'] } as never
      }),
      'rules/tell.json /condition/==/1',
      'did you mean a?',
    ],
    [
      'a default has another type than its field',
      shopWith((app) => {
        app['entity']![1]!['fields']![1]!['default'] = true as never
      }),
      'entities/deal.json /fields/1/default',
      'number',
    ],
    [
      'a default is none of the options',
      shopWith((app) => {
        app['entity']![1]!['fields']![3]!['default'] = 'leads' as never
      }),
      'entities/deal.json /fields/3/default',
      'did you mean lead?',
    ],
    [
      'a copied field kept its id',
      shopWith((app) => {
        app['entity']![1]!['fields']![1]!['id'] = 'f_3' as never
      }),
      'entities/deal.json /fields/1/id',
      'amount has the same id as name',
    ],
    [
      'the title is no field',
      shopWith((app) => {
        app['entity']![0]!['title'] = 'nam' as never
      }),
      'entities/account.json /title',
      'did you mean name?',
    ],
    [
      'an option value stands twice',
      shopWith((app) => {
        app['entity']![0]!['fields']![1]!['settings']!['options']![1]!['value'] = 'a' as never
      }),
      'entities/account.json /fields/1/settings/options/1/value',
      'twice',
    ],
    [
      'a field takes a reserved key',
      shopWith((app) => {
        app['entity']![0]!['fields']![1]!['key'] = 'created_at' as never
      }),
      'entities/account.json /fields/1/key',
      'reserved',
    ],
    [
      'a sub-table does not point back',
      shopWith((app) => {
        app['entity']![1]!['fields']![4]!['settings']!['parentField'] = 'product' as never
      }),
      'entities/deal.json /fields/4/settings/parentField',
      'deal',
    ],
    [
      'a link filter names a field of the wrong entity',
      shopWith((app) => {
        app['entity']![1]!['fields']![2]!['settings']!['filter'] = { '==': [{ var: 'levle' }, 'a'] } as never
      }),
      'entities/deal.json /fields/2/settings/filter',
      'level',
    ],
  ]

  it.each(broken)('tell where %s', (_, app, place, said) => {
    const found = problemsOf(app)
    expect(
      found.find((one) => one.startsWith(place) && one.includes(said)),
      found.join('\n'),
    ).toBeDefined()
  })

  it('name the way round when formulas lean on each other', () => {
    const app = shopWith((loose) => {
      const formula = (key: string, needs: string): unknown => ({
        key,
        type: 'formula',
        label: key,
        settings: { result: 'money', expr: { '+': [{ var: needs }, 1] } },
      })
      loose['entity']![0]!['fields']!.push(formula('net', 'gross') as never, formula('gross', 'net') as never)
    })
    expect(problemsOf(app).join('\n')).toContain('account.net → account.gross → account.net')
  })
})

describe('used by', () => {
  const { model } = compileModel({ apps: [shop()], fieldFacts: testFacts, version: 1 })

  it('names every place that reads a field, through links and inside settings', () => {
    const places = usagesOf(model, { kind: 'entity', key: 'account', field: 'level' }, testChecks).map(
      (one) => `${one.file} ${one.path}`,
    )
    expect(places).toEqual([
      'entities/deal.json /fields/2/settings/filter',
      'entities/deal.json /fields/5/settings/path',
      'reports/won.json /dimensions/0/expr',
    ])
  })

  it('names every place that refers to a role', () => {
    const places = usagesOf(model, { kind: 'role', key: 'sales' }, testChecks).map(
      (one) => `${one.file} ${one.path}`,
    )
    expect(places).toEqual([
      'rules/tell.json /actions/0/to/1',
      'flows/approve.json /nodes/1/approval/assignees/0/role',
    ])
  })
})
