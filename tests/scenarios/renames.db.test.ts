import { resolve } from 'node:path'
import { builtinKit, inspectionOf } from '@mortise/kit'
import { publishDrafts, readApp, readAppFolder, renameDrafts } from '@mortise/runtime'
import {
  type AppDocuments,
  compileModel,
  documentKey,
  documentKinds,
  renameElement,
  type Renaming,
} from '@mortise/schema'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { openStage, prepareStage, runScenario } from '@mortise/testkit/scenarios'
import { describe, expect, it } from 'vitest'

const examples = resolve(import.meta.dirname, '../../examples')
const app = readApp(await readAppFolder(resolve(examples, 'crm')), builtinKit, 'crm')
const { checks } = inspectionOf(builtinKit)

/** Every document and field, by the names they have in the folder. Fields come first: their entity is renamed later. */
function renamings(of: AppDocuments): readonly Renaming[] {
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
  return [...fields, ...documents, ...entities].map((one, index) => ({ ...one, to: `zq_${index}` }))
}

const all = renamings(app)
/**
 * With `MORTISE_RENAMES=all` every element is renamed in one group or another, else one group is;
 * `MORTISE_RENAMES=each` renames each alone, which takes half an hour.
 */
const groups = process.env['MORTISE_RENAMES'] === 'each' ? all.length : 12
const asked = process.env['MORTISE_RENAMES'] !== undefined ? Array.from({ length: groups }, (_, i) => i) : [5]

function renamed(list: readonly Renaming[]): AppDocuments {
  return list.reduce((at, renaming) => {
    const { model } = compileModel({ apps: [at], fieldFacts: builtinKit.fields, version: 0 })
    return renameElement([at], renaming, { model, checks })[0] ?? at
  }, app)
}

/** The stage after the elements were renamed and published on it. */
async function stageAfter(url: string, list: readonly Renaming[]): Promise<void> {
  await prepareStage(url, app)
  const stage = await openStage(url)
  try {
    const admin = await stage.actor('admin')
    await stage.workspace.store.transaction(async (tx) => {
      for (const renaming of list) await renameDrafts(tx, builtinKit, { renaming, author: null })
    })
    await publishDrafts(stage.workspace, admin, null)
  } finally {
    await stage.close()
  }
}

describe.each(asked)('after the renames of group %i', (group) => {
  const list = all.filter((_, index) => index % groups === group)
  const after = renamed(list)

  it.each((after.scenario ?? []).map((one) => [one.key, one] as const))(
    '%s plays as before',
    async (_name, scenario) => {
      const template = await testTemplate(`renamed_${group}`, (url) => stageAfter(url, list))
      const database = await createTestDatabase({ template })
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
    expect(list.length).toBeGreaterThan(groups > 12 ? 0 : 10)
  })
})
