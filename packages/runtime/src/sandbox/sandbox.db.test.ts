import { resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installApp, publishDrafts, readApp, readAppFolder, systemActor, type Workspace } from '../index.ts'
import { askConnector } from '../outbound/call-out.ts'
import { sweepFiles } from '../files/sweep.ts'
import { isTestMode } from '../outbound/test-mode.ts'
import { openTestStage, type TestStage } from '../testing/stage.ts'
import { draftPromotion, makeSandbox, planPromotion, sandboxes, sandboxKeys } from './sandbox.ts'
import { sandboxStart } from './key.ts'
import { finishRemovals, removeSandbox } from './remove.ts'

let stage: TestStage
let workspace: Workspace
let copy: Workspace
const system = systemActor('test')
const open = (key: string): Workspace => stage.runtime.workspace(key)

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  const files = await readAppFolder(resolve(import.meta.dirname, '../../../../examples/device_service'))
  const app = readApp(files, builtinKit, 'device_service')
  await installApp(workspace, { app, demo: true, password: 'demo-password' })
  copy = open(await makeSandbox(workspace, system, { name: '试验田', open }))
})
afterAll(() => stage.close())

/** Every value of every record, as text. */
function everything(of: Workspace): Promise<string> {
  return of.unit(async (unit) => {
    const door = unit.door(system)
    const texts: string[] = []
    for (const { key, document } of unit.published.model.entities) {
      if (document.kind === 'child') continue
      const { records } = await door.query({ entity: key, fields: ['id'], limit: 200 })
      for (const { id } of records) {
        const found = await door.get(key, id, { rows: 'all' })
        texts.push(JSON.stringify(found?.values ?? {}))
      }
    }
    return texts.join('\n')
  })
}

/** Another label of a document, drafted and published. */
async function relabel(of: Workspace, kind: 'entity' | 'rule', key: string, label: string): Promise<void> {
  const { design } = of.store
  const row = (await design.published()).find((one) => one.kind === kind && one.key === key)
  if (row === undefined) throw new Error(`no ${kind} ${key}`)
  const json = { ...(row.json as object), label: { zh: label, en: label } } as never
  await design.putDraft({ kind, key, app: row.app, json, author: null })
  await publishDrafts(of, system, null)
}

describe('a copy of a workspace', () => {
  it('has its people and its newest records, and of nobody what they could be reached by', async () => {
    const [before, after] = [await everything(workspace), await everything(copy)]
    expect((await copy.people()).users.map(({ id }) => id)).toEqual(
      (await workspace.people()).users.map(({ id }) => id),
    )
    expect((await copy.people()).users.every(({ email }) => email.endsWith('@sandbox.invalid'))).toBe(true)
    const reached = before.match(/1[3-9]\d{9}|[\w.]+@[\w.]+\.\w+/gu) ?? []
    expect(reached.length).toBeGreaterThan(2)
    expect(reached.filter((one) => after.includes(one))).toEqual([])
    expect(after.split('\n').length).toBeGreaterThan(5)
  })

  it('sends nothing, whatever its settings say', async () => {
    expect([await isTestMode(copy), await isTestMode(workspace)]).toEqual([true, false])
    // Not even to try a connection out, look people up or test the mail server.
    const call = { connector: 'smtp', action: 'send_mail', settings: {}, idempotencyKey: 'x' }
    await expect(askConnector(copy, call)).rejects.toMatchObject({ code: 'SANDBOX_SENDS_NOTHING' })
    const [line] = await sandboxes(workspace, open)
    expect(line).toMatchObject({
      name: '试验田',
      captured: [],
      apps: [{ key: 'device_service', changed: 0 }],
    })
  })

  it('comes back as what was changed in it, beside what was changed here meanwhile', async () => {
    const key = (await copy.published()).model.entities[0]?.key ?? ''
    const [rule] = (await copy.published()).model.documents('rule')
    await relabel(copy, 'rule', rule?.key ?? '', '在沙箱里改的')
    await relabel(workspace, 'entity', key, '在正式环境改的')
    expect((await sandboxes(workspace, open))[0]?.apps).toEqual([{ key: 'device_service', changed: 1 }])
    const given = { sandbox: copy.key, app: 'device_service', choices: {}, open }
    const plan = await planPromotion(workspace, given)
    expect([plan.changes.map((one) => `${one.kind}/${one.key}`), plan.conflicts]).toEqual([
      [`rule/${rule?.key}`],
      [],
    ])
    await draftPromotion(workspace, system, given)
    await publishDrafts(workspace, system, null)
    const { model } = await workspace.published()
    expect(model.document('rule', rule?.key ?? '')?.label).toEqual({ zh: '在沙箱里改的', en: '在沙箱里改的' })
    expect(model.entity(key)?.document.label).toEqual({ zh: '在正式环境改的', en: '在正式环境改的' })
    expect((await planPromotion(workspace, given)).changes).toEqual([])
    // Nothing is left to bring back.
    expect((await sandboxes(workspace, open))[0]?.apps).toEqual([{ key: 'device_service', changed: 0 }])
  })

  it('is gone when it is taken away, and no copy of a copy is made', async () => {
    await expect(makeSandbox(copy, system, { name: 'x', open })).rejects.toMatchObject({
      code: 'SANDBOX_INSIDE',
    })
    // A file that somebody brought there goes, too, though nobody ever sweeps there again.
    const { hash, size } = await copy.options.files.put(Buffer.from('只在沙箱里'))
    const file = { id: copy.newId(), hash, name: 'a.txt', type: 'text/plain', size, createdBy: null }
    await copy.store.side.addFile(file)
    const listed: boolean[] = []
    const close = async (key: string): Promise<void> => {
      listed.push((await sandboxKeys(workspace)).some((one) => one.key === key))
    }
    await removeSandbox(workspace, system, { key: copy.key, close })
    expect(listed).toEqual([false])
    await sweepFiles(workspace, -1)
    expect(await workspace.options.files.get(hash)).toBeNull()
    expect(await sandboxKeys(workspace)).toEqual([])
    expect(await workspace.options.store.goingWorkspaces(0)).toEqual([])
    await expect(
      removeSandbox(workspace, system, { key: 'main', close: () => Promise.resolve() }),
    ).rejects.toMatchObject({
      code: 'SANDBOX_NOT_FOUND',
    })
  })

  it('is gone in the end, too, when whoever took it away died in the middle', async () => {
    const { store } = workspace.options
    const key = `${sandboxStart(workspace.key)}half`
    await store.createWorkspace({ key, name: '半途' })
    const { hash, size } = await workspace.options.files.put(Buffer.from('也只在沙箱里'))
    const file = { id: workspace.newId(), hash, name: 'b.txt', type: 'text/plain', size, createdBy: null }
    await store.workspace(key).side.addFile(file)
    const close = (): Promise<void> => Promise.reject(new Error('died'))
    await expect(removeSandbox(workspace, system, { key, close })).rejects.toThrow('died')
    // Nobody finds it; nobody comes by what was in it under its old name either.
    expect(await sandboxKeys(workspace)).toEqual([])
    await expect(store.createWorkspace({ key, name: '又来' })).rejects.toMatchObject({ status: 409 })
    expect([await finishRemovals(workspace), await finishRemovals(workspace, 0)]).toEqual([0, 1])
    expect(await store.goingWorkspaces(0)).toEqual([])
    await sweepFiles(workspace, -1)
    expect(await workspace.options.files.get(hash)).toBeNull()
  })
})
