import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { readApp, readAppFolder } from '@mortise/runtime'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { openStage, prepareStage, runScenario } from '@mortise/testkit/scenarios'
import { describe, expect, it } from 'vitest'

const examples = resolve(import.meta.dirname, '../../examples')
const folders = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'app.json')))

const apps = await Promise.all(
  folders.map(async (name) => readApp(await readAppFolder(join(examples, name)), builtinKit, name)),
)

describe.each(apps.map((app) => [app.app.key, app] as const))('%s', (key, app) => {
  const scenarios = (app.scenario ?? []).map((scenario) => [scenario.key, scenario] as const)

  it('says what it does', () => {
    expect(scenarios.length).toBeGreaterThan(2)
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
