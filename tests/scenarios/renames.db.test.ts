import { resolve } from 'node:path'
import { builtinKit, inspectionOf } from '@mortise/kit'
import { publishDrafts, readApp, readAppFolder, renameDrafts } from '@mortise/runtime'
import {
  type AppDocuments,
  compileModel,
  documentKey,
  documentKinds,
  optionKin,
  optionsOf,
  renameElement,
  type Renaming,
} from '@mortise/schema'
import { createTestDatabase, type TestDatabase, testTemplate } from '@mortise/testkit'
import { openStage, prepareStage, runScenario } from '@mortise/testkit/scenarios'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const examples = resolve(import.meta.dirname, '../../examples')
const app = readApp(await readAppFolder(resolve(examples, 'crm')), builtinKit, 'crm')
const { checks } = inspectionOf(builtinKit)

/** Every document, field and option, by the names they have in the folder. Options come first, then fields: what they lie in is renamed later. */
function renamings(of: AppDocuments): readonly Renaming[] {
  const options = of.entity.flatMap((entity) =>
    entity.fields.flatMap((field) =>
      optionsOf(field).map(({ value }) => ({
        kind: 'entity' as const,
        key: entity.key,
        field: field.key,
        option: value,
      })),
    ),
  )
  const fields = of.entity.flatMap((entity) =>
    entity.fields.map(({ key }) => ({ kind: 'entity' as const, key: entity.key, field: key })),
  )
  const documents = documentKinds
    .filter((kind) => kind !== 'app' && kind !== 'entity')
    .flatMap((kind) =>
      (of[kind as 'form'] as readonly { key: string }[]).map((one) => ({
        kind,
        key: documentKey(kind, one),
      })),
    )
  const entities = of.entity.map(({ key }) => ({ kind: 'entity' as const, key }))
  return [...options, ...fields, ...documents, ...entities].map((one, index) => ({
    ...one,
    to: `zq_${index}`,
  }))
}

const all = renamings(app)

/** In the usual run one play in five: each plays by itself elsewhere, and most names are met by several. */
const played = (app.scenario ?? []).filter(
  (_, at) => process.env['MORTISE_RENAMES'] !== undefined || at % 5 === 0,
)

/** Without options that another one of the list takes along, since one is copied to the other. */
function apart(list: readonly Renaming[]): readonly Renaming[] {
  const { model } = compileModel({ apps: [app], fieldFacts: builtinKit.fields, version: 0 })
  const taken = new Set<string>()
  return list.filter(({ key, field, option }) => {
    if (field === undefined || option === undefined) return true
    if (taken.has(`${key}.${field} ${option}`)) return false
    for (const one of optionKin(model, checks, { entity: key, field, option }))
      taken.add(`${one.entity}.${one.field} ${option}`)
    return true
  })
}

/**
 * Which renames are tried, a list for each stage. `MORTISE_RENAMES=all` has every element renamed in one of 24 groups,
 * else one group is; `each` renames each alone and plays every scenario after it, `each:40-79` some of them.
 */
function groupsOf(
  asked: string | undefined,
): readonly (readonly [name: string, list: readonly Renaming[]])[] {
  const [how, range] = (asked ?? '').split(':')
  if (how === 'each') {
    const [from = 0, to = all.length] = (range ?? '')
      .split('-')
      .flatMap((one) => (one === '' ? [] : Number(one)))
    return all
      .slice(from, to + 1)
      .map((one) => [[one.kind, one.key, one.field, one.option].filter(Boolean).join(' '), [one]])
  }
  const groups = Array.from({ length: 24 }, (_, group) => group)
  const taken = how === 'all' ? groups : [5]
  return taken.map((group) => [
    `group ${group}`,
    apart(all.filter((_, index) => index % groups.length === group)),
  ])
}

/** Of the app with other names only the plays are asked for: to rename its records as well takes twice as long. */
const bare: AppDocuments = { ...app, data: [], scenario: played }

/** The app with other names. */
function renamed(list: readonly Renaming[]): AppDocuments {
  return list.reduce<AppDocuments>((at, renaming) => {
    const { model } = compileModel({ apps: [at], fieldFacts: builtinKit.fields, version: 0 })
    return renameElement([at], renaming, { model, checks })[0] ?? at
  }, bare)
}

/** The stage with the elements renamed and published on it; every scenario gets a copy. */
async function stageAfter(list: readonly Renaming[]): Promise<TestDatabase> {
  const template = await testTemplate('stage_crm', (url) => prepareStage(url, app))
  const database = await createTestDatabase({ template })
  const stage = await openStage(database.url)
  try {
    const admin = await stage.actor('admin')
    await stage.workspace.store.transaction(async (tx) => {
      for (const renaming of list) await renameDrafts(tx, builtinKit, { renaming, author: null })
    })
    await publishDrafts(stage.workspace, admin, null)
  } finally {
    await stage.close()
  }
  return database
}

describe.each(groupsOf(process.env['MORTISE_RENAMES']))('after the renames of %s', (_group, list) => {
  let published: TestDatabase
  let after: AppDocuments

  beforeAll(async () => {
    published = await stageAfter(list)
    after = renamed(list)
  }, 300_000)
  afterAll(() => published.drop())

  it.each(played.map((one) => [one.key, one.id] as const))(
    '%s plays as before',
    async (key, id) => {
      const scenario = after.scenario?.find((one) => (id === undefined ? one.key === key : one.id === id))
      if (scenario === undefined) throw new Error(`no scenario ${key}`)
      const database = await createTestDatabase({ template: published.name })
      const stage = await openStage(database.url)
      try {
        await runScenario(stage, scenario)
      } finally {
        await stage.close()
        await database.drop()
      }
    },
    120_000,
  )

  it('has a name for each of them', () => {
    expect(list.length).toBeGreaterThan(0)
  })
})
