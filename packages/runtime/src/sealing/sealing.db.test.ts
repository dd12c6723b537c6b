import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectionList, rotateKey, saveConnection, systemActor, type Workspace } from '../index.ts'
import { connectionFor } from '../outbound/connections.ts'
import { openTestStage, type TestStage } from '../testing/stage.ts'
import { keyFile } from './key-ring.ts'
import { openSecrets } from './stored.ts'
import { isSealed, openVault } from './vault.ts'

let stage: TestStage
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mortise-keys-'))
  stage = await openTestStage(await createTestDatabase())
})
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const secret = 'geheim-7f3a'
const dingtalk = { type: 'dingtalk', name: 'D', values: { appKey: 'k', appSecret: secret, agentId: '1' } }
const stored = async (workspace: Workspace): Promise<readonly string[]> =>
  (await workspace.store.side.connections.list()).flatMap(({ secrets }) => Object.values(secrets))
const used = async (workspace: Workspace, key: string): Promise<unknown> => {
  const connector = workspace.options.kit.connectors.find('dingtalk')
  if (connector === undefined) throw new Error('no connector')
  return (await connectionFor(workspace, connector, key)).secrets['appSecret']
}

it('a key file is for its owner alone; two who make the first key get the same', async () => {
  const file = join(folder, 'first.keys')
  const [one, other] = [openVault(keyFile(file)), openVault(keyFile(file))]
  await Promise.all([one.prepare(), other.prepare()])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(one.keyId()).toBe(other.keyId())
  const sealed = one.seal(secret, 'a')
  expect(sealed).not.toContain(secret)
  expect(one.seal(secret, 'a')).not.toBe(sealed)
  expect(other.open(sealed, 'a')).toBe(secret)
  expect(() => one.open(sealed, 'b')).toThrow(expect.objectContaining({ code: 'SECRET_BROKEN' }))
  const end = sealed.at(-3) === 'A' ? 'B' : 'A'
  const bent = `${sealed.slice(0, -3)}${end}${sealed.slice(-2)}`
  expect(() => one.open(bent, 'a')).toThrow(expect.objectContaining({ code: 'SECRET_BROKEN' }))
  await Promise.all([one.rotate(), one.rotate(), one.rotate()])
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(4)
  // The other process has not heard of the new key and reads it when it meets it.
  expect(other.open(one.seal(secret, 'a'), 'a')).toBe(secret)
  expect(one.open(sealed, 'a')).toBe(secret)
})

it('secrets lie sealed, are used opened, and never come out', async () => {
  const { workspace } = stage
  const made = await workspace.unit((unit) =>
    saveConnection(unit, systemActor('test'), { key: undefined, ...dingtalk }),
  )
  expect((await stored(workspace)).every(isSealed)).toBe(true)
  expect(JSON.stringify(await workspace.store.side.connections.list())).not.toContain(secret)
  expect(JSON.stringify(await connectionList(workspace))).not.toMatch(/geheim|sealed:/)
  expect(made.secretsSet).toEqual(['appSecret'])
  expect(await used(workspace, made.key)).toBe(secret)
  const { appSecret: _kept, ...values } = dingtalk.values
  await workspace.unit((unit) =>
    saveConnection(unit, systemActor('test'), {
      ...dingtalk,
      key: made.key,
      values: { ...values, agentId: '2' },
    }),
  )
  expect(await used(workspace, made.key)).toBe(secret)
})

it('what lay open is sealed at the next start; a new key seals all anew; a lost one is told and given up only when said', async () => {
  const { workspace } = stage
  const { connections, settings } = workspace.store.side
  await connections.put({
    key: 'old',
    type: 'dingtalk',
    name: 'O',
    settings: {},
    secrets: { appSecret: 'open-1' },
  })
  await settings.put('mail', { host: 'mail.example.com', from: 'a@example.com', password: 'open-2' })
  expect(await used(workspace, 'old')).toBe('open-1')
  expect((await openSecrets(workspace)).sealed).toBe(2)
  expect((await openSecrets(workspace)).sealed).toBe(0)
  expect(JSON.stringify([await stored(workspace), await settings.get('mail')])).not.toMatch(/open-|geheim/)
  expect(await used(workspace, 'old')).toBe('open-1')
  const before = await stored(workspace)
  const { keyId } = await rotateKey(workspace, systemActor('test'))
  expect((await stored(workspace)).every((one) => one.includes(keyId) && !before.includes(one))).toBe(true)
  expect(await used(workspace, 'old')).toBe('open-1')

  // Whoever saves the settings while they are sealed anew keeps what was saved.
  const mail = { host: 'new.example.com', from: 'b@example.com', password: 'open-3' }
  const meanwhile = async (name: string) => {
    const was = await settings.get(name)
    if (name === 'mail') await settings.put(name, mail)
    return was
  }
  const side = { ...workspace.store.side, settings: { ...settings, get: meanwhile } }
  await settings.put('mail', { ...mail, password: 'open-2' })
  await openSecrets({ ...workspace, store: { ...workspace.store, side } })
  expect(await settings.get('mail')).toEqual(mail)
  // Two at once: each key that was made stays, and the second is told when it comes too near.
  const both = await Promise.allSettled([1, 2].map(() => rotateKey(workspace, systemActor('test'))))
  const made = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.keyId] : []))
  expect(
    both.filter((one) => one.status === 'rejected' && one.reason.code !== 'SECRET_KEY_CHANGING'),
  ).toEqual([])
  expect(made).toContain(workspace.options.vault?.keyId())
  expect(await used(workspace, 'old')).toBe('open-1')

  const file = join(folder, 'other.keys')
  const stranger = { ...workspace, options: { ...workspace.options, vault: openVault(keyFile(file)) } }
  await expect(openSecrets(stranger)).rejects.toMatchObject({ code: 'SECRET_KEY_LOST' })
  await expect(openSecrets(stranger)).rejects.toThrow(
    expect.objectContaining({ message: expect.stringContaining(file) }),
  )
  writeFileSync(file, 'no key', { mode: 0o600 })
  expect(() => keyFile(file)).toThrow(expect.objectContaining({ code: 'SECRET_KEY_UNREADABLE' }))
  rmSync(file)
  await openSecrets(stranger, { lost: true })
  expect(readFileSync(file, 'utf8').trim().length).toBe(44)
  expect(await stored(stranger)).toEqual(['', ''])
  await expect(openSecrets(stranger)).resolves.toEqual({ sealed: 0 })
})
