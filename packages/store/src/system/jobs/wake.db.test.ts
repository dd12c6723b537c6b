import { createTestDatabase } from '@mortise/testkit'
import { expect, test } from 'vitest'
import { openStore } from '../../open-store.ts'

test('a committed job wakes workers of other processes; an undone one does not', async () => {
  const database = await createTestDatabase()
  const fields = { list: [], get: () => undefined } as never
  const [here, there] = [openStore({ url: database.url, fields }), openStore({ url: database.url, fields })]
  try {
    await here.migrate()
    await here.createWorkspace({ key: 'acme', name: '榫卯' })
    const topics: string[] = []
    there.workspace('acme').onChange((change) => topics.push(change.topic))
    // The listening connection opens meanwhile.
    await expect
      .poll(async () => {
        await here.workspace('acme').announce({ topic: 'ready' })
        return topics
      })
      .toContain('ready')
    const add = (undo: boolean): Promise<void> =>
      here.workspace('acme').transaction(async (tx) => {
        await tx.jobs.add([{ kind: 'a', payload: {} }])
        await tx.jobs.add([{ kind: 'b', payload: {} }])
        if (undo) throw new Error('undo')
      })
    await expect(add(true)).rejects.toThrow('undo')
    await add(false)
    await expect.poll(() => topics).toContain('job')
    await here.workspace('acme').announce({ topic: 'last' })
    await expect.poll(() => topics).toContain('last')
    expect(topics.filter((topic) => topic === 'job')).toEqual(['job'])
  } finally {
    await Promise.all([here.close(), there.close()])
    await database.drop()
  }
})
