import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { installApp, readApp, readAppFolder } from '@mortise/runtime'
import { openStore } from '@mortise/store'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { openStage, prepareStage, runScenario, type Stage } from '@mortise/testkit/scenarios'
import { describe, expect, it } from 'vitest'

const examples = resolve(import.meta.dirname, '../../examples')
const folders = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'app.json')))

const apps = await Promise.all(
  folders.map(async (name) => readApp(await readAppFolder(join(examples, name)), builtinKit, name)),
)

/** A stage without any app. */
async function emptyStage(): Promise<{ readonly stage: Stage; readonly leave: () => Promise<void> }> {
  const database = await createTestDatabase()
  const store = openStore({ url: database.url, fields: builtinKit.fields })
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  await store.close()
  const stage = await openStage(database.url)
  const leave = async (): Promise<void> => {
    await stage.close()
    await database.drop()
  }
  return { stage, leave }
}

it('all examples live in one workspace', async () => {
  const { stage, leave } = await emptyStage()
  try {
    for (const app of apps) await installApp(stage.workspace, { app, demo: false, password: '' })
    const { model } = await stage.workspace.published()
    expect(model.apps.map((one) => one.key).toSorted()).toEqual(apps.map((one) => one.app.key).toSorted())
  } finally {
    await leave()
  }
})

describe.each(apps.map((app) => [app.app.key, app] as const))('%s', (key, app) => {
  const scenarios = (app.scenario ?? []).map((scenario) => [scenario.key, scenario] as const)

  it('says what it does', () => {
    expect(scenarios.length).toBeGreaterThan(2)
  })

  it('comes with demo data that its own checks accept', async () => {
    const { stage, leave } = await emptyStage()
    try {
      const { records } = await installApp(stage.workspace, { app, demo: true, password: 'demo-password' })
      expect(records).toBe((app.data ?? []).reduce((sum, one) => sum + one.rows.length, 0))
      expect(records).toBeGreaterThan(10)
    } finally {
      await leave()
    }
  })

  it.each(scenarios)('%s', async (_name, scenario) => {
    const template = await testTemplate(`stage_${key}`, (url) => prepareStage(url, app))
    const database = await createTestDatabase({ template })
    const stage = await openStage(database.url)
    try {
      await runScenario(stage, scenario)
    } finally {
      await stage.close()
      await database.drop()
    }
  })
})
