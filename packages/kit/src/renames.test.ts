import {
  type AppDocuments,
  documentKey,
  loadApp,
  removeElement,
  renameElement,
  renamePart,
  saveApp,
  usagesOf,
} from '@mortise/schema'
import { readExample } from '@mortise/testkit/examples'
import { describe, expect, it } from 'vitest'
import { builtinKit, inspectionOf } from './index.ts'
import { type Element, elementsOf, inspect, optionElementsOf, partElementsOf } from './testing/example.ts'
import { judgeRename } from './testing/rename-oracle.ts'

/** Every element is judged when asked for (`MORTISE_RENAMES=all`), else one in so many. */
const every = process.env['MORTISE_RENAMES'] === 'all' ? 1 : 397

const sample = (app: AppDocuments): readonly Element[] =>
  elementsOf(app).filter((_, index) => index % every === Math.min(3, every - 1))

const { checks } = inspectionOf(builtinKit)
const fileSet = (files: Iterable<string | undefined>): readonly string[] =>
  [...new Set([...files].filter((one) => one !== undefined))].toSorted()

function without(app: AppDocuments, { kind, key, field }: Element): AppDocuments {
  if (kind === 'app') return app
  const list = app[kind] as AppDocuments['entity']
  const left =
    field === undefined
      ? list.filter((one) => documentKey(kind, one) !== key)
      : list.map((one) =>
          one.key === key ? { ...one, fields: one.fields.filter((each) => each.key !== field) } : one,
        )
  return { ...app, [kind]: left }
}

/** Documents that read otherwise once an element, or any field of an entity, has another name. */
function renamedFiles(app: AppDocuments, element: Element): readonly string[] {
  const { model } = inspect(app)
  const fields =
    element.kind === 'entity' && element.field === undefined ? model.entity(element.key) : undefined
  const all: readonly Element[] = [
    element,
    ...(fields?.document.fields ?? []).map(({ key }) => ({ ...element, field: key })),
  ]
  const before = saveApp(app)
  return all.flatMap((one) => {
    const [after] = renameElement([app], { ...one, to: 'zqx' }, { model, checks })
    const texts = after === undefined ? new Map<string, string>() : saveApp(after)
    return [...before].filter(([file, text]) => texts.get(file) !== text).map(([file]) => file)
  })
}

describe.each(['crm', 'device_service'])('%s', (name) => {
  const app = readExample(name)
  const { model, problems } = inspect(app)
  const elements = sample(app)

  it('is sound', () => {
    expect(problems).toEqual([])
  })

  it.each(elements)(
    'a new name for $kind $key $field stands in every place and in no other',
    (element) => {
      const { left, needless, unsure, untold } = judgeRename(app, element, model)
      expect({ left, needless, unsure, untold }).toEqual({ left: [], needless: [], unsure: [], untold: [] })
    },
    600_000,
  )

  it.each(optionElementsOf(app).filter((_, index) => index % every === Math.min(3, every - 1)))(
    'a new name for option $option of $key $field stands in every place and in no other',
    (element) => {
      const { left, needless, unsure, untold } = judgeRename(app, element, model)
      expect({ left, needless, unsure, untold }).toEqual({ left: [], needless: [], unsure: [], untold: [] })
    },
    600_000,
  )

  it.each(partElementsOf(app).filter((_, index) => index % every === Math.min(3, every - 1)))(
    'a new name for $part $name of $kind $key stands in every place and in no other',
    (element) => {
      const { left, needless, unsure, untold } = judgeRename(app, element, model)
      expect({ left, needless, unsure, untold }).toEqual({ left: [], needless: [], unsure: [], untold: [] })
    },
    600_000,
  )

  it('what uses an element is what breaks without it', () => {
    for (const element of elements) {
      const own = element.field === undefined ? `entities/${element.key}.json` : ''
      const other = (file: string | undefined): boolean =>
        file !== undefined && file !== own && !file.startsWith('data/') && !file.startsWith('scenarios/')
      const told = fileSet(usagesOf(model, element, checks).map((one) => one.file)).filter(other)
      const broken = fileSet(inspect(without(app, element)).problems.map((one) => one.file)).filter(other)
      const renamed = new Set(renamedFiles(app, element))
      expect(
        broken.filter((file) => !told.includes(file)),
        `untold uses of ${JSON.stringify(element)}`,
      ).toEqual([])
      // The checker tells a broken name once: a sub-table whose rows are gone, not each column of it.
      const quiet = told.filter((file) => !broken.includes(file))
      expect(
        quiet.filter((file) => !renamed.has(file)),
        `no uses of ${JSON.stringify(element)}`,
      ).toEqual([])
    }
  }, 600_000)
})

describe('a new name', () => {
  const app = readExample('crm')
  const { model } = inspect(app)
  const renamed = (element: Element, to: string): string => {
    const [after] = renameElement([app], { ...element, to }, { model, checks })
    return after === undefined ? '' : [...saveApp(after)].map(([file, text]) => `${file}\n${text}`).join('\n')
  }

  it('of a link renames the way back along it', () => {
    const text = renamed({ kind: 'entity', key: 'opportunity', field: 'account' }, 'client')
    expect(text).toContain('opportunity_by_client')
    expect(text).not.toContain('opportunity_by_account')
  })

  it('of an entity renames its files, its rows and the plays it is in', () => {
    const text = renamed({ kind: 'entity', key: 'quote' }, 'offer')
    expect(text).toContain('forms/offer.edit.json')
    expect(text).toContain('data/offer.json')
    expect(text).not.toMatch(/"entity": "quote"/)
  })

  const fileAfter = (file: string, element: Element, to: string): string => {
    const [after] = renameElement([app], { ...element, to }, { model, checks })
    return (after === undefined ? undefined : saveApp(after).get(file)) ?? ''
  }

  it('of an option follows to where the value before is held against it', () => {
    const solved = { kind: 'entity', key: 'ticket', field: 'state', option: 'solved' } as const
    const rule = fileAfter('rules/ticket_solved.json', solved, 'done')
    expect(rule.match(/"done"/g)).toHaveLength(2)
    expect(rule).not.toContain('"solved"')
  })

  it('of an option that a promise writes is what it writes from then on', () => {
    const green = { kind: 'entity', key: 'ticket', field: 'sla_state', option: 'green' } as const
    expect(usagesOf(model, green, checks).map(({ path }) => path)).toContain('/slas/0/values/green')
    const { slas } = JSON.parse(fileAfter('entities/ticket.json', green, 'fine')) as {
      readonly slas: readonly { readonly values?: object }[]
    }
    // The other promise shows where it stands in another field.
    expect(slas.map(({ values }) => values)).toEqual([{ green: 'fine' }, undefined])
  })

  it('of an option is in the rows of the decision table that decides on it', () => {
    const high = { kind: 'entity', key: 'contract', field: 'risk', option: 'high' } as const
    const table = fileAfter('tables/contract_risk.json', high, 'severe')
    expect(table).toContain('"severe"')
    expect(table).not.toContain('"high"')
  })

  it('of a field that a result goes into by its name sends it there, and the others where they went', () => {
    const rule = app.rule.find(({ key }) => key === 'contract_risk')
    const [{ fields: _, ...action } = { type: '' }] = rule?.actions ?? []
    const byName: AppDocuments = {
      ...app,
      rule: app.rule.map((one) => (one === rule ? { ...one, actions: [action] } : one)),
      table: app.table.map((one) =>
        one.key === 'contract_risk'
          ? {
              ...one,
              outputs: one.outputs.map((output, at) => (at === 1 ? { ...output, key: 'risk_note' } : output)),
            }
          : one,
      ),
    }
    const element = { kind: 'entity', key: 'contract', field: 'risk' } as const
    const before = inspect(byName)
    expect(before.problems).toEqual([])
    const [after] = renameElement([byName], { ...element, to: 'danger' }, { model: before.model, checks })
    const [written] = after?.rule.find(({ key }) => key === 'contract_risk')?.actions ?? []
    expect(written?.['fields']).toEqual({ risk: 'danger', risk_note: 'risk_note' })
    const high = { ...element, option: 'high' }
    const [other] = renameElement([byName], { ...high, to: 'severe' }, { model: before.model, checks })
    const table = other?.table.find(({ key }) => key === 'contract_risk')
    expect(table?.rows.map(({ then }) => then[0])).toContain('severe')
  })

  it('of a column follows into the reports that stand on it, with the options it shows', () => {
    const inner = {
      key: 'by_buyer',
      label: 'x',
      source: { entity: 'deal' },
      dimensions: [
        { key: 'buyer', expr: { var: 'buyer' } },
        { key: 'step', expr: { var: 'stage' } },
      ],
      measures: [
        { key: 'income', agg: 'sum' as const, expr: { var: 'amount' } },
        { key: 'n', agg: 'count' as const },
      ],
    }
    const outer = {
      key: 'by_level',
      label: 'x',
      source: { entity: 'deal', report: 'by_buyer' },
      filter: { and: [{ '>': [{ var: 'income' }, 0] }, { '==': [{ var: 'step' }, 'won'] }] },
      dimensions: [{ key: 'who', expr: { var: 'buyer' } }],
      // Its own columns are called alike, and are others.
      measures: [
        { key: 'income', agg: 'sum' as const, expr: { var: 'income' }, filter: { '>': [{ var: 'n' }, 1] } },
        { key: 'twice', calc: { '*': [{ var: 'income' }, 2] } },
      ],
    }
    const top = {
      key: 'over_level',
      label: 'x',
      source: { entity: 'deal', report: 'by_level' },
      dimensions: [{ key: 'l', expr: { var: 'who' } }],
      measures: [{ key: 'all', agg: 'sum' as const, expr: { var: 'income' } }],
    }
    const lists = Object.entries(app).filter(([, list]) => Array.isArray(list))
    const none = Object.fromEntries(lists.map(([kind]) => [kind, []]))
    const options = ['open', 'won'].map((value) => ({ value, label: value }))
    const whole = {
      ...none,
      app: { key: 't', label: 't', version: '1.0.0' },
      entity: [
        {
          key: 'deal',
          label: 'x',
          title: 'buyer',
          fields: [
            { key: 'buyer', type: 'text', label: 'x' },
            { key: 'amount', type: 'money', label: 'x' },
            { key: 'stage', type: 'select', label: 'x', settings: { options } },
          ],
        },
      ],
      report: [inner, outer, top],
    } as unknown as AppDocuments
    const { model: laid, problems } = inspect(whole)
    expect(problems).toEqual([])
    const given = { model: laid, checks }
    const after = (apps: readonly AppDocuments[]): readonly string[] => {
      const [made] = apps
      if (made === undefined) throw new Error('no app')
      expect(inspect(made).problems).toEqual([])
      return ['by_level', 'over_level'].map((key) =>
        JSON.stringify(made.report.find((one) => one.key === key)),
      )
    }
    const before = after([whole])
    const told = (text: string, ...changes: readonly (readonly [string, string])[]): string =>
      changes.reduce((made, [from, to]) => made.replaceAll(from, to), text)
    const part = (name: string, to: string, kind: 'measure' | 'dimension', key = 'by_buyer') =>
      after(renamePart([whole], { kind: 'report', key, part: kind, name, to }, given))
    // Only what stands directly on the column: names one floor up are those of that floor.
    expect(part('n', 'count', 'measure')).toEqual([
      told(before[0] ?? '', ['{"var":"n"}', '{"var":"count"}']),
      before[1],
    ])
    expect(part('buyer', 'client', 'dimension')[0]).toBe(
      told(before[0] ?? '', ['{"var":"buyer"}', '{"var":"client"}']),
    )
    const [first = '', second] = part('income', 'won_sum', 'measure')
    expect(first).toContain('{"key":"income","agg":"sum","expr":{"var":"won_sum"}')
    expect(first).toContain('"calc":{"*":[{"var":"income"},2]}')
    expect(second).toBe(before[1])
    expect(part('income', 'sum', 'measure', 'by_level')[1]).toContain('"expr":{"var":"sum"}')
    // An option of the field that a column shows.
    const option = { kind: 'entity', key: 'deal', field: 'stage', option: 'won' } as const
    expect(after(renameElement([whole], { ...option, to: 'signed' }, given))[0]).toContain(
      '{"==":[{"var":"step"},"signed"]}',
    )
    const users = (target: Parameters<typeof usagesOf>[1]): readonly string[] =>
      usagesOf(laid, target, checks).map(({ key, path }) => `${key} ${path}`)
    expect(users({ kind: 'report', key: 'by_buyer' })).toEqual(['by_level /source/report'])
    expect(users(option)).toContain('by_level /filter')
  })

  it('and the old one again give the same app, byte by byte', () => {
    for (const element of sample(app)) {
      const to = 'zqx'
      const [there] = renameElement([app], { ...element, to }, { model, checks })
      if (there === undefined) throw new Error('no app')
      const dot = element.key.lastIndexOf('.')
      const back =
        element.field === undefined
          ? {
              kind: element.kind,
              key: `${element.key.slice(0, dot + 1)}${to}`,
              to: element.key.slice(dot + 1),
            }
          : { kind: element.kind, key: element.key, field: to, to: element.field }
      const [again] = renameElement([there], back, { model: inspect(there).model, checks })
      // Written-out defaults are said twice, once by nobody: they stay.
      const plain = (one: AppDocuments | undefined): unknown =>
        one &&
        [...saveApp(loadApp(saveApp(one)).documents ?? one)].filter(
          ([file]) => file !== 'rules/lead_hot.json',
        )
      expect(plain(again)).toEqual(plain(app))
    }
  }, 900_000)
})

describe('decision tables', () => {
  const app = readExample('crm')
  const { model } = inspect(app)
  const contractRisk = (one: AppDocuments | undefined) =>
    one?.table.find(({ key }) => key === 'contract_risk')

  it.each(['risk', 'risk_note', 'payment_days'])(
    'keep all their cells when the field %s is taken away',
    (field) => {
      const removal = { kind: 'entity', key: 'contract', field } as const
      const [left] = removeElement([app], removal, { model, checks })
      expect(contractRisk(left)?.rows).toEqual(contractRisk(app)?.rows)
    },
  )

  it('keep them when a field goes that cells are held against', () => {
    const input = { key: 'state', expr: { var: 'state' } }
    const table = {
      key: 'by_state',
      label: 'x',
      entity: 'contract',
      hitPolicy: 'first' as const,
      inputs: [input, input],
    }
    const rows = [{ when: ['draft', 'draft'], then: ['a'] }]
    const laid = { ...app, table: [{ ...table, outputs: [{ key: 'a', type: 'text' as const }], rows }] }
    const removal = { kind: 'entity', key: 'contract', field: 'state' } as const
    const [left] = removeElement([laid], removal, { model: inspect(laid).model, checks })
    expect(left?.table[0]?.rows).toEqual(rows)
  })

  it('are told where a result is no option of the field it goes into', () => {
    const wrong: AppDocuments = {
      ...app,
      table: app.table.map((one) =>
        one.key === 'contract_risk'
          ? { ...one, rows: one.rows.map((row, at) => (at === 2 ? { ...row, then: ['hihg', null] } : row)) }
          : one,
      ),
    }
    expect(inspect(wrong).problems).toMatchObject([
      { file: 'tables/contract_risk.json', path: '/rows/2/then/0', code: 'MODEL_OPTION_UNKNOWN' },
    ])
  })
})
