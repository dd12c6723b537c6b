import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Json } from '@mortise/expressions'
import type { ExtensionHead, FieldDocument, Settings } from '@mortise/schema'
import { readExample } from '@mortise/testkit/examples'
import { describe, expect, it } from 'vitest'
import { builtinKit, builtinParts, createKit } from './index.ts'

const packages = new URL('../../', import.meta.url)

/** Each list with the folder its entries stand in, and the file that makes a folder an entry. */
const lists: readonly {
  readonly name: string
  readonly all: readonly ExtensionHead[]
  readonly place: string
  readonly file: string
}[] = [
  { name: 'fields', all: builtinParts.fields, place: 'fields/src/', file: 'field.ts' },
  { name: 'design fields', all: builtinParts.designFields, place: 'fields/src/design/', file: 'field.ts' },
  { name: 'nodes', all: builtinParts.nodes, place: 'flows/src/nodes/', file: 'node.ts' },
  { name: 'actions', all: builtinParts.actions, place: 'actions/src/', file: 'action.ts' },
  { name: 'charts', all: builtinParts.charts, place: 'reports/src/charts/', file: 'chart.ts' },
  { name: 'blocks', all: builtinParts.blocks, place: 'prints/src/blocks/', file: 'block.ts' },
  { name: 'mail blocks', all: builtinParts.mailBlocks, place: 'prints/src/mail/blocks/', file: 'block.ts' },
  { name: 'connectors', all: builtinParts.connectors, place: 'connectors/src/', file: 'connector.ts' },
]

/** The icons that screens carry; any other shows as a plain square. */
const icons = ['core', 'common', 'set']
  .map((part) => readFileSync(new URL(`ui/src/parts/icon-${part}.ts`, packages), 'utf8'))
  .join('\n')
const carries = (icon: string): boolean => icons.includes(`['${icon}', `)

const kebab = (type: string): string => type.replaceAll('_', '-')

/** Every setting, those of rows inside lists too. */
function settingsIn(fields: readonly FieldDocument[]): readonly FieldDocument[] {
  return fields.flatMap((field) => {
    const inside = field.settings?.['fields']
    return [
      field,
      ...(Array.isArray(inside) ? settingsIn(inside as unknown as readonly FieldDocument[]) : []),
    ]
  })
}

/** Settings that an extension describes besides its own: a connector's account and actions. */
function everySetting(one: ExtensionHead): readonly FieldDocument[] {
  const { auth = [], actions = [] } = one as ExtensionHead & {
    readonly auth?: readonly FieldDocument[]
    readonly actions?: readonly { readonly settings: readonly FieldDocument[] }[]
  }
  return settingsIn([...one.settings, ...auth, ...actions.flatMap((action) => action.settings)])
}

/** What a fresh extension holds: the written-out defaults. */
function defaultsOf(one: ExtensionHead): Settings {
  const given = one.settings.filter(({ default: value }) => value !== undefined)
  return Object.fromEntries(given.map(({ key, default: value }) => [key, value ?? null]))
}

function expectBoth(words: unknown, where: string): void {
  const { zh, en } = words as { readonly zh?: string; readonly en?: string }
  expect(zh, `${where} in Chinese`).toMatch(/\S/)
  expect(en, `${where} in English`).toMatch(/\S/)
}

describe.each(lists.map((list) => [list.name, list] as const))('%s', (_, { all, place, file }) => {
  it('are listed when they have a folder, and have a folder when they are listed', () => {
    const folders = readdirSync(new URL(place, packages), { withFileTypes: true })
      .filter((one) => one.isDirectory() && existsSync(new URL(`${place}${one.name}/${file}`, packages)))
      .map((one) => one.name)
    expect(folders.toSorted()).toEqual(all.map(({ type }) => kebab(type)).toSorted())
  })

  it.each(all.map((one) => [one.type, one] as const))('%s has a name, words and an icon', (type, one) => {
    expect(type).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
    expect(Number.isInteger(one.version) && one.version >= 1).toBe(true)
    expect(one.group).toMatch(/^[a-z][a-z0-9_]*$/)
    expectBoth(one.label, 'label')
    expect(carries(one.icon), `icon ${one.icon}`).toBe(true)
  })

  it.each(all.map((one) => [one.type, one] as const))(
    '%s describes its settings in known types',
    (_type, one) => {
      for (const setting of everySetting(one)) {
        expect(setting.key).toMatch(/^[a-z][A-Za-z0-9]{0,47}$/)
        expectBoth(setting.label, `setting ${setting.key}`)
        expect(
          builtinKit.panelFields.find(setting.type),
          `type ${setting.type} of ${setting.key}`,
        ).toBeDefined()
      }
      const keys = one.settings.map((setting) => setting.key)
      expect(new Set(keys).size).toBe(keys.length)
    },
  )

  it.each(all.map((one) => [one.type, one] as const))(
    '%s has defaults that its settings accept',
    (_type, one) => {
      for (const field of everySetting(one)) {
        const value: Json | undefined = field.default
        if (value === undefined || (typeof value === 'object' && value !== null)) continue
        const parsed = builtinKit.panelFields
          .find(field.type)
          ?.parse(value, { field, locale: 'zh', timeZone: 'UTC' })
        expect(parsed, `default of ${field.key}`).toMatchObject({ ok: true })
      }
    },
  )

  it.each(all.map((one) => [one.type, one] as const))(
    '%s says what it does, filled in or not',
    (_type, one) => {
      expectBoth(one.describe(defaultsOf(one)), 'description')
      expectBoth(one.describe({}), 'description of nothing')
    },
  )
})

describe('a kit', () => {
  it('finds its entries and runs its actions', () => {
    expect(builtinKit.charts.find('bar')?.type).toBe('bar')
    expect(builtinKit.fields.find('expression')).toBeUndefined()
    expect(builtinKit.panelFields.find('expression')).toBeDefined()
    expect(() => builtinKit.runAction('nope', {}, {} as never)).toThrow('ACTION_UNKNOWN')
  })

  it('has an action that speaks to a system outside only beside a connector to it', () => {
    const [connector] = builtinParts.connectors
    const needing = builtinParts.actions.filter(({ connectors }) => connectors !== undefined)
    expect(needing.length).toBeGreaterThan(0)
    for (const { type, connectors = [] } of needing) {
      const known = connectors.some((one) => builtinKit.connectors.find(one) !== undefined)
      expect([type, builtinKit.actions.find(type) !== undefined]).toEqual([type, known])
      const there = connectors.map((one) => ({ ...connector, type: one }) as NonNullable<typeof connector>)
      expect(createKit({ ...builtinParts, connectors: there }).actions.find(type)).toBeDefined()
    }
  })

  it('takes additions like built-ins, and refuses one name twice', () => {
    const [chart] = builtinParts.charts
    if (chart === undefined) throw new Error('no chart')
    const spiral = { ...chart, type: 'spiral' }
    const kit = createKit({ ...builtinParts, charts: [...builtinParts.charts, spiral] })
    expect(kit.charts.find('spiral')).toBe(spiral)
    expect(() => createKit({ ...builtinParts, charts: [chart, chart] })).toThrow(chart.type)
  })
})

describe.each(readdirSync(new URL('../examples', packages)))('the example %s', (name) => {
  it('names icons that screens carry', () => {
    const { app, entity } = readExample(name)
    const named = [app, ...entity].flatMap(({ icon }) => icon ?? [])
    expect(named.filter((icon) => !carries(icon))).toEqual([])
  })
})
