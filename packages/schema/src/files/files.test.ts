import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppDocuments } from '../documents/kinds.ts'
import { diffApps } from '../diff/diff-apps.ts'
import { shop } from '../testing/app.ts'
import { loadApp } from './load.ts'
import { saveApp } from './save.ts'

const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constant('名"称\\'))
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
const settings = fc.dictionary(key, json, { maxKeys: 4 })
const field = fc.record(
  { id: text, key, type: key, label: text, settings, default: json },
  { requiredKeys: ['key', 'type', 'label'] },
)
const byKey = { selector: (one: { readonly key: string }): string => one.key, maxLength: 4 }
const entity = fc.record({
  id: text,
  key,
  label: text,
  title: key,
  fields: fc.array(field, { maxLength: 3 }),
})
const rule = fc.record({
  key,
  label: text,
  entity: key,
  phase: fc.constant('async'),
  trigger: fc.constant({ on: ['create'] }),
  condition: json,
  actions: fc.array(fc.record({ type: key, to: json })),
})

/** Apps with random entities and rules, in the order of their files. */
const anyApp = fc
  .record({
    entity: fc.uniqueArray(entity, byKey),
    rule: fc.uniqueArray(rule, byKey),
    labels: fc.dictionary(key, text),
  })
  .map(({ entity: entities, rule: rules, labels }) => {
    const sorted = <T extends { readonly key: string }>(all: readonly T[]): readonly T[] =>
      all.toSorted((a, b) => (`${a.key}.json` < `${b.key}.json` ? -1 : 1))
    const app = { ...shop(), entity: sorted(entities), rule: sorted(rules), i18n: { en: labels } }
    return JSON.parse(JSON.stringify(app)) as AppDocuments
  })

/** The same JSON with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, turned(inner)]),
  )
}

describe('an app folder', () => {
  it('comes back as it was saved', () => {
    fc.assert(
      fc.property(anyApp, (app) => {
        expect(loadApp(saveApp(app))).toEqual({ documents: app, problems: [] })
      }),
      { numRuns: 100 },
    )
  })

  it('has the same bytes whoever wrote it', () => {
    fc.assert(
      fc.property(anyApp, (app) => {
        const saved = [...saveApp(app)]
        expect([...saveApp(turned(app) as AppDocuments)]).toEqual(saved)
        const again = loadApp(new Map(saved)).documents
        expect(again === undefined ? [] : [...saveApp(again)]).toEqual(saved)
      }),
      { numRuns: 100 },
    )
  })

  it('does not differ from itself', () => {
    fc.assert(
      fc.property(anyApp, (app) => {
        expect(diffApps(app, turned(app) as AppDocuments)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('reads well: head first, two spaces, a newline at the end', () => {
    const saved = saveApp(shop()).get('views/deal.board.json') ?? ''
    expect(saved.split('\n').slice(0, 5)).toEqual([
      '{',
      '  "key": "board",',
      '  "label": "看板",',
      '  "entity": "deal",',
      '  "type": "kanban",',
    ])
    expect(saved.endsWith('}\n')).toBe(true)
  })

  const wrong: readonly (readonly [string, string, string, string])[] = [
    ['text that is not JSON', 'rules/a.json', '{"key":"a",\n "label":}', 'line 2'],
    ['a key that stands twice', 'rules/a.json', '{"key":"a","x":{"b":1,"b":2}}', 'b stands twice'],
    ['a key that reaches a prototype', 'rules/a.json', '{"key":"a","__proto__":{}}', '__proto__'],
    ['a list', 'rules/a.json', '[]', 'one object'],
    ['a name that is not the key', 'rules/a.json', '{"key":"b"}', 'rules/b.json'],
    ['a view named without its entity', 'views/b.json', '{"key":"b","entity":"deal"}', 'views/deal.b.json'],
    ['an unknown folder', 'rule/a.json', '{"key":"a"}', 'did you mean rules?'],
  ]

  it.each(wrong)('refuses %s', (_, file, content, said) => {
    const { documents, problems } = loadApp(new Map([...saveApp(shop()), [file, content]]))
    expect(documents).toBeUndefined()
    expect(problems.map((one) => `${one.file}: ${one.message.en}`).join('\n')).toContain(said)
    expect(problems[0]?.file).toBe(file)
  })

  it('needs its app.json', () => {
    expect(loadApp(new Map()).problems.map((one) => one.code)).toEqual(['FILE_APP_MISSING'])
  })

  it('may hold a README', () => {
    expect(loadApp(new Map([...saveApp(shop()), ['README.md', '# Shop']])).problems).toEqual([])
  })
})
