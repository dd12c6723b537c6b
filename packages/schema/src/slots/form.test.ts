import { describe, expect, it } from 'vitest'
import { checkModel } from '../check/check-model.ts'
import { usagesOf } from '../check/usages.ts'
import { compileModel } from '../compile/compile-model.ts'
import type { FormDocument } from '../documents/form.ts'
import type { AppDocuments } from '../documents/kinds.ts'
import { buildSchemas } from '../json-schemas/index.ts'
import type { Model } from '../model/model.ts'
import { removeElement } from '../remove/remove-element.ts'
import { renameElement } from '../rename/rename-element.ts'
import { shop } from '../testing/app.ts'
import { testChecks, testFacts } from '../testing/extensions.ts'
import { createValidator } from '../validate/validator.ts'

const form: FormDocument = {
  key: 'full',
  entity: 'deal',
  purpose: 'edit',
  nodes: [
    {
      type: 'field',
      field: 'customer',
      optionsFilter: { '==': [{ var: 'name' }, { var: 'record.name' }] },
      requiredEvenHidden: true,
      messages: { required: '必须选择客户' },
    },
    { type: 'field', field: 'stage', optionsFilter: { '!=': [{ var: 'label' }, { var: 'record.name' }] } },
    {
      type: 'steps',
      checkEachStep: false,
      steps: [{ label: '一', visible: { '>': [{ var: 'amount' }, 5] }, nodes: [] }],
    },
    {
      type: 'subtable',
      field: 'items',
      columns: [
        { field: 'product', required: { '>': [{ var: 'price' }, 0] } },
        { field: 'price', default: { var: 'deal.amount' } },
      ],
      totals: ['price', { field: 'price', of: 'avg' }],
      maxRows: 9,
      canAdd: { '>': [{ var: 'amount' }, 1] },
      dataLinks: [
        {
          entity: 'account',
          filter: { '==': [{ var: 'name' }, { var: 'record.product' }] },
          fill: { product: 'name' },
        },
      ],
    },
    {
      type: 'pick',
      label: '选客户',
      entity: 'account',
      filter: { '==': [{ var: 'name' }, { var: 'record.name' }] },
      columns: ['name', 'level'],
      into: 'items',
      multiple: true,
      fill: { product: 'name' },
    },
    {
      type: 'query',
      label: '同名客户',
      entity: 'account',
      filter: { '==': [{ var: 'name' }, { var: 'record.name' }] },
      sort: [{ field: 'name' }],
      columns: ['name'],
      show: 'value',
    },
    { type: 'code', kind: 'qr', value: { var: 'name' } },
    { type: 'embed', label: '看板', url: 'https://bi.example.com/deal?a={{amount}}', height: 240, span: 6 },
  ],
  public: {
    picks: [
      { field: 'customer', show: ['name', 'level'], filter: { '!=': [{ var: 'name' }, ''] }, limit: 5 },
    ],
  },
  dataLinks: [
    {
      id: 'dl_1',
      entity: 'account',
      filter: { '==': [{ var: 'name' }, { var: 'record.name' }] },
      sort: [{ field: 'level', dir: 'desc' }],
      fill: { stage: 'level' },
      whenNone: 'keep',
    },
  ],
  checks: [
    {
      key: 'cap',
      when: { '>': [{ var: 'amount' }, 100] },
      message: { zh: '金额 {{amount}} 过大' },
      fields: ['amount'],
    },
  ],
}

const app = (): AppDocuments => ({ ...shop(), form: [form] })
const modelOf = (given: AppDocuments): Model =>
  compileModel({ apps: [given], fieldFacts: testFacts, version: 1 }).model
const problemsOf = (given: AppDocuments): readonly string[] =>
  checkModel(modelOf(given), testChecks).map((one) => `${one.path} ${one.message.en}`)
const renamed = (field: string, to: string, key: string): string => {
  const [made] = renameElement(
    [app()],
    { kind: 'entity', key, field, to },
    { model: modelOf(app()), checks: testChecks },
  )
  expect(problemsOf(made!)).toEqual([])
  return JSON.stringify(made!.form)
}

describe('what a form says of other records and of its rows', () => {
  it('has the shape that is published, and passes the publish checks', () => {
    expect(createValidator(buildSchemas()).validateDocument('form', form, 'f.json')).toEqual([])
    expect(problemsOf(app())).toEqual([])
  })

  it('is told where a name leads nowhere', () => {
    const wrong = JSON.parse(
      JSON.stringify(app()).replaceAll('"record.name"', '"record.nam"'),
    ) as AppDocuments
    expect(problemsOf(wrong).map((one) => one.split(' ')[0]?.split('/').slice(0, 4).join('/'))).toEqual([
      '/nodes/0/optionsFilter',
      '/nodes/1/optionsFilter',
      '/nodes/4/filter',
      '/nodes/5/filter',
      '/dataLinks/0/filter',
    ])
  })

  it('must be something the database can look for', () => {
    const pinyin = (name: string) => ({ pinyin: { var: name } })
    const withFilter = (filter: object): AppDocuments =>
      JSON.parse(
        JSON.stringify(app()).replaceAll(
          '{"==":[{"var":"name"},{"var":"record.name"}]}',
          JSON.stringify(filter),
        ),
      ) as AppDocuments
    const places = ['/nodes/0/optionsFilter', '/nodes/4/filter', '/nodes/5/filter', '/dataLinks/0/filter']
    const told = (filter: object): readonly string[] =>
      checkModel(modelOf(withFilter(filter)), testChecks).map((one) => `${one.path} ${one.code}`)
    // Of the other records only the database knows; of this one everything is known before.
    expect(told({ '==': [pinyin('name'), 'zhang'] })).toEqual(
      places.map((one) => `${one}/==/0 EXPRESSION_NOT_SQL`),
    )
    expect(told({ '==': [{ var: 'name' }, pinyin('record.name')] })).toEqual([])
    expect(told({ '>': [{ sumOf: ['record.items', { var: 'price' }] }, 1] })).toEqual(
      places.map((one) => `${one}/>/0 EXPRESSION_NOT_SQL`),
    )
    expect(told({ '==': [{ var: 'name' }, { prev: 'name' }] })).toEqual(
      places.map((one) => `${one}/==/1 EXPRESSION_PREVIOUS`),
    )
    expect(told({ '==': [{ var: 'name' }, { var: 'record.amount' }] })).toEqual(
      places.map((one) => `${one}/==/1 EXPRESSION_TYPES_DIFFER`),
    )
    const [problem] = checkModel(modelOf(withFilter({ '==': [pinyin('name'), 'x'] })), testChecks)
    expect(problem?.message.zh).toContain('“pinyin”不能用在数据库里执行的条件中')
    expect(problem?.message.en).toContain('use a field that is stored, or another operator')
  })

  it('follows a renamed field of the other entity', () => {
    const text = renamed('name', 'title', 'account')
    expect(text).toContain('"fill":{"product":"title"}')
    expect(text).toContain('"columns":["title","level"]')
    expect(text).toContain('"show":["title","level"],"filter":{"!=":[{"var":"title"},""]}')
    expect(text).toContain('{"==":[{"var":"title"},{"var":"record.name"}]}')
  })

  it('follows a renamed field of the record and of its rows', () => {
    const text = renamed('amount', 'sum', 'deal')
    expect(text).toContain('金额 {{sum}} 过大')
    expect(text).toContain('https://bi.example.com/deal?a={{sum}}')
    expect(text).toContain('{"var":"deal.sum"}')
    expect(renamed('product', 'thing', 'deal_item')).toContain('"fill":{"thing":"name"}')
    expect(renamed('customer', 'buyer', 'deal')).toContain('"picks":[{"field":"buyer"')
    expect(renamed('name', 'subject', 'deal')).toContain('{"==":[{"var":"name"},{"var":"record.subject"}]}')
  })

  it('is found as a use of what it names', () => {
    const uses = usagesOf(modelOf(app()), { kind: 'entity', key: 'deal_item', field: 'price' }, testChecks)
    expect(uses.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/nodes/3/columns/1/field',
        '/nodes/3/columns/0/required',
        '/nodes/3/totals/0',
        '/nodes/3/totals/1/field',
      ]),
    )
  })

  it('is found as a use in the address of an embedded page', () => {
    const uses = usagesOf(modelOf(app()), { kind: 'entity', key: 'deal', field: 'amount' }, testChecks)
    expect(uses.map(({ path }) => path)).toContain('/nodes/7/url')
  })

  it('goes along with what it speaks of', () => {
    const given = { model: modelOf(app()), checks: testChecks }
    const [left] = removeElement([app()], { kind: 'entity', key: 'account' }, given)
    const text = JSON.stringify(left!.form)
    expect(text).not.toContain('"pick"')
    expect(text).not.toContain('"query"')
    expect(text).not.toContain('dl_1')
    const [unlinked] = removeElement([app()], { kind: 'entity', key: 'deal', field: 'customer' }, given)
    expect(unlinked!.form[0]?.public).toEqual({ picks: [] })
    const [without] = removeElement([app()], { kind: 'entity', key: 'deal_item', field: 'price' }, given)
    expect(JSON.stringify(without!.form)).toContain('"totals":[]')
  })
})
