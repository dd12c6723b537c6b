import { resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { readApp, readAppFolder, runScenario } from '@mortise/runtime'
import type { ScenarioStep } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../database/test-database.ts'
import { prepareStage } from './prepare-stage.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const folder = resolve(import.meta.dirname, '../../../../examples/device_service')
  await prepareStage(database.url, readApp(await readAppFolder(folder), builtinKit, 'device_service'))
  stage = await openStage(database.url)
})
afterAll(async () => {
  await stage.close()
  await database.drop()
})

/** What a scenario of these steps says when it fails, or `went well`. */
async function told(...steps: readonly ScenarioStep[]): Promise<string> {
  return runScenario(stage, { key: 'trial', label: 'trial', steps }).then(
    () => 'went well',
    (error: Error) => `${error.name}: ${error.message}`,
  )
}

const site = {
  as: 'he_jun',
  create: { entity: 'site', values: { name: '一号', customer: '明远' }, save: 'site' },
}

describe('a scenario that does not go as it says', () => {
  it('names scenario, step, note and what was expected', async () => {
    const wrong = {
      as: 'he_jun',
      note: '没有设备',
      expect: { record: '$site', values: { devices_count: 2 } },
    }
    expect(await told(site, wrong)).toBe(
      'ScenarioFailure: trial, step 2 (没有设备): expected $site.devices_count to be 2, but it is 0',
    )
  })

  it('tells the fault when a step fails that should not, and the other way round', async () => {
    const refused = { ...site, create: { entity: 'site', values: { name: '二号' } } }
    expect(await told(refused)).toMatch(/step 1: RECORD_INVALID: .*customer/)
    expect(await told({ ...refused, fails: 'RECORD_INVALID' })).toBe('went well')
    expect(await told({ ...refused, fails: 'RECORD_LOCKED' })).toMatch(
      /fail with RECORD_LOCKED, but: RECORD_INVALID/,
    )
    expect(await told({ ...site, fails: 'RECORD_LOCKED' })).toMatch(
      /fail with RECORD_LOCKED, but it went well/,
    )
  })

  it('says which name stands for nothing', async () => {
    expect(await told({ expect: { record: '$nothing' } })).toMatch(/saved anything as “nothing”/)
    expect(await told(site, { as: 'he_jun', expect: { record: '$site.city' } })).toMatch(/leads to no record/)
    expect(await told({ as: 'nobody_here', advanceTime: 'P1D' })).toMatch(/nobody has the key “nobody_here”/)
  })
})
