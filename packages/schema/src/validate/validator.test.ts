import { describe, expect, it } from 'vitest'
import { documentEntries } from '../files/entries.ts'
import { buildSchemas, schemaKinds } from '../json-schemas/index.ts'
import { type Loose, shop, shopWith } from '../testing/app.ts'
import { testExtensions, testSettingSchema } from '../testing/extensions.ts'
import { createValidator } from './validator.ts'

const open = createValidator(buildSchemas())
const closed = createValidator(buildSchemas(testExtensions, testSettingSchema))

function problemsOf(change: (app: Loose) => void): readonly string[] {
  return documentEntries(shopWith(change))
    .flatMap(({ kind, document, file }) => closed.validateDocument(kind, document, file))
    .map((one) => `${one.file} ${one.path}: ${one.message.en}`)
}

describe('JSON Schemas', () => {
  it('exist for every kind, named and closed against unknown keys', () => {
    const schemas = buildSchemas()
    for (const kind of schemaKinds) {
      expect(schemas[kind]['$id']).toBe(`/schemas/${kind}.json`)
      const found = open.validateDocument(kind, { nonsense: 1 }, 'x.json')
      expect(
        found.map((one) => one.path),
        kind,
      ).toContain('/nonsense')
    }
  })

  it('take a sound app, open and closed', () => {
    for (const validator of [open, closed])
      for (const { kind, document, file } of documentEntries(shop()))
        expect(validator.validateDocument(kind, document, file), file).toEqual([])
  })

  it('take any extension while open', () => {
    const { rule } = shop()
    const document = { ...rule[0], actions: [{ type: 'levitate', height: 3 }] }
    expect(open.validateDocument('rule', document, 'rules/tell.json')).toEqual([])
  })
})

describe('messages', () => {
  const cases: readonly (readonly [string, (app: Loose) => void, string])[] = [
    [
      'an unknown key with the nearest known one',
      (app) => {
        app['entity']![0]!['fields']![0]!['requierd'] = true as never
      },
      'entities/account.json /fields/0/requierd: requierd is not known here; did you mean required?',
    ],
    [
      'a missing key',
      (app) => {
        Reflect.deleteProperty(app['rule']![0]!, 'phase')
      },
      'rules/tell.json /phase: phase is missing; add it',
    ],
    [
      'a wrong type of value',
      (app) => {
        app['report']![0]!['limit'] = { n: 'ten' } as never
      },
      'reports/won.json /limit/n: this must be a whole number',
    ],
    [
      'a wrong choice',
      (app) => {
        app['view']![0]!['type'] = 'kanbann' as never
      },
      'views/deal.board.json /type: kanbann is not one of the choices; did you mean kanban?',
    ],
    [
      'a wrong key',
      (app) => {
        app['rule']![0]!['key'] = 'Tell' as never
      },
      'rules/Tell.json /key: Tell is written wrongly: start with a small letter, then small letters, digits and _, at most 48',
    ],
    [
      'an unknown field type',
      (app) => {
        app['entity']![0]!['fields']![0]!['type'] = 'texx' as never
      },
      'entities/account.json /fields/0/type: texx is not one of the choices; did you mean text?',
    ],
    [
      'an unknown setting of an action',
      (app) => {
        app['rule']![0]!['actions']![0]!['titel'] = 'x' as never
      },
      'rules/tell.json /actions/0/titel: titel is not known here; did you mean title?',
    ],
    [
      'a setting of the wrong type',
      (app) => {
        app['entity']![1]!['fields']![1]!['settings'] = { scale: '2' } as never
      },
      'entities/deal.json /fields/1/settings/scale: this must be a whole number',
    ],
    [
      'a missing setting',
      (app) => {
        Reflect.deleteProperty(app['entity']![1]!['fields']![2]!, 'settings')
      },
      'entities/deal.json /fields/2/settings: settings is missing; add it',
    ],
    [
      'a key inside the settings of an approval',
      (app) => {
        app['flow']![0]!['nodes']![1]!['approval']!['mod'] = 'all' as never
      },
      'flows/approve.json /nodes/1/approval/mod: mod is not known here; did you mean mode?',
    ],
    [
      'an unknown key in a row of a block',
      (app) => {
        app['print']![0]!['body']![1]!['columns']![0]!['exp'] = 1 as never
      },
      'prints/sheet.json /body/1/columns/0/exp: exp is not known here; did you mean expr?',
    ],
    [
      'an unknown node of a form',
      (app) => {
        app['form']![0]!['nodes']![0]!['nodes']![0]!['type'] = 'feld' as never
      },
      'forms/deal.edit.json /nodes/0/nodes/0/type: feld is not one of the choices; did you mean field?',
    ],
    [
      'a scope by condition without one',
      (app) => {
        app['role']![0]!['entities']!['deal']!['read'] = { scope: 'condition' } as never
      },
      'roles/sales.json /entities/deal/read/condition: condition is missing; add it',
    ],
    [
      'a condition beside a scope that takes none',
      (app) => {
        app['role']![0]!['entities']!['deal']!['read'] = { scope: 'own', condition: true } as never
      },
      'roles/sales.json /entities/deal/read/scope: own is not one of the choices; known are condition',
    ],
  ]

  it.each(cases)('tell %s', (_, change, said) => {
    expect(problemsOf(change)).toContain(said)
  })

  it('come in Chinese too', () => {
    const [entity] = shopWith((app) => {
      app['entity']![0]!['titel'] = 'x' as never
    }).entity
    const [problem] = closed.validateDocument('entity', entity, 'entities/account.json')
    expect(problem?.message.zh).toBe('这里不能写“titel”。是不是“title”？')
  })
})
