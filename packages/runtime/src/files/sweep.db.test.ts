import type { EntityDocument } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeRecord, rootCause, saveRecord, systemActor, type Workspace } from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'
import { sweepFiles } from './sweep.ts'

const paper: EntityDocument = {
  id: 'e_paper',
  key: 'paper',
  label: 'paper',
  title: 'name',
  fields: [
    { id: 'f_name', key: 'name', type: 'text', label: 'name' },
    { id: 'f_files', key: 'files', type: 'file', label: 'files' },
  ],
}

let stage: TestStage
let workspace: Workspace
beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase())
  ;({ workspace } = stage)
  await installParts(workspace, { entity: [paper] })
  await stage.runtime.options.store.createWorkspace({ key: 'other', name: 'other' })
})
afterAll(() => stage.close())

const actor = systemActor('test')
const now = -1

/** A file that was brought; its time is over from the start. */
async function bring(words: string, of: Workspace = workspace): Promise<{ id: string; hash: string }> {
  const { hash, size } = await of.options.files.put(Buffer.from(words))
  const row = { id: of.newId(), hash, name: `${words}.txt`, type: 'text/plain', size, createdBy: null }
  await of.store.side.addFile(row, now)
  return row
}

const isThere = async (hash: string): Promise<boolean> => (await workspace.options.files.get(hash)) !== null

const save = (values: object, id?: string) =>
  workspace.unit((unit) =>
    saveRecord(unit, actor, {
      request:
        id === undefined
          ? { op: 'create', entity: 'paper', values: values as never }
          : { op: 'update', entity: 'paper', id, values: values as never },
      cause: rootCause('t'),
    }),
  )

it('what nobody came back for goes, with its contents; what a record names or ever named stays', async () => {
  const [loose, named, once, binned] = await Promise.all(['甲', '乙', '丙', '丁'].map((one) => bring(one)))
  if (!loose || !named || !once || !binned) throw new Error('files')
  const value = ({ id }: { id: string }): object[] => [{ id, name: 'a', size: 3, type: 'text/plain' }]
  await save({ name: 'a', files: value(named) })
  const { record } = await save({ name: 'b', files: value(once) })
  await save({ files: null }, record.id)
  const gone = await save({ name: 'c', files: value(binned) })
  await workspace.unit((unit) =>
    removeRecord(unit, actor, { op: 'delete', entity: 'paper', id: gone.record.id, cause: rootCause('t') }),
  )
  expect(await sweepFiles(workspace, now)).toBe(1)
  const there = await Promise.all([loose, named, once, binned].map(({ hash }) => isThere(hash)))
  expect(there).toEqual([false, true, true, true])
  expect(await workspace.store.side.file(loose.id)).toBeNull()
  expect(await workspace.store.side.file(once.id)).not.toBeNull()
})

it('contents stay while another file has them, here or in another workspace, and while they are stored anew', async () => {
  const other = stage.runtime.workspace('other')
  const [a, b] = [await bring('同一份'), await bring('同一份', other)]
  expect(a.hash).toBe(b.hash)
  expect(await sweepFiles(workspace, now)).toBe(0)
  expect(await isThere(a.hash)).toBe(true)
  expect(await sweepFiles(other, now)).toBe(1)
  expect(await isThere(a.hash)).toBe(false)
  const late = await bring('晚到的')
  await workspace.store.side.looseFiles.drop(9)
  // Somebody stores the same at this moment; the file is not noted yet.
  expect(await workspace.options.files.remove(late.hash, Date.now() - 60_000)).toBe(false)
  expect(await isThere(late.hash)).toBe(true)
})

it('a file that a draft names waits for it', async () => {
  const drafted = await bring('草稿里的')
  const user = {
    key: null,
    name: 'A',
    title: null,
    departmentId: null,
    managerId: null,
    roles: [],
    active: true,
  }
  const { id } = await workspace.store.people.createUser({
    ...user,
    locale: 'zh',
    email: 'a@example.com',
  } as never)
  const draft = {
    entity: 'paper',
    form: 'edit',
    recordId: null,
    schemaVersion: 1,
    recordVersion: null,
    data: { values: { files: [{ id: drafted.id, name: 'a', size: 1, type: '' }] } },
  }
  await workspace.store.side.formDrafts.put(id, draft, 9)
  await sweepFiles(workspace, now)
  expect(await isThere(drafted.hash)).toBe(true)
  await workspace.store.side.formDrafts.remove(id, draft)
  await sweepFiles(workspace, now)
  expect(await isThere(drafted.hash)).toBe(false)
})
