import { Client, Pool } from 'pg'
import { describe, expect, it } from 'vitest'
import { createTestDatabase, testTemplate } from './test-database.ts'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

describe('test databases', () => {
  it('are empty, apart from each other, and gone after drop', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
    await ask(one.url, 'create table customer (name text)')
    expect(await ask(two.url, `select to_regclass('customer')`)).toEqual([null])
    await one.drop()
    await expect(ask(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' })
    expect(await ask(two.url, 'select 1')).toEqual([1])
    await two.drop()
  })

  it('are dropped although a pool is still connected', async () => {
    const database = await createTestDatabase()
    const pool = new Pool({ connectionString: database.url })
    const lost = new Promise<Error>((resolve) => pool.once('error', resolve))
    await pool.query('select 1')
    await database.drop()
    expect(await lost).toMatchObject({ code: '57P01' })
    await pool.end()
  })

  it('copy a template that is prepared once', async () => {
    let prepared = 0
    const prepare = async (url: string): Promise<void> => {
      prepared += 1
      await ask(url, `create table customer as select '王小明' as name`)
    }
    const [template] = await Promise.all([
      testTemplate('customers', prepare),
      testTemplate('customers', prepare),
    ])
    const copies = await Promise.all([1, 2, 3].map(() => createTestDatabase({ template })))
    for (const copy of copies) {
      expect(await ask(copy.url, 'select name from customer')).toEqual(['王小明'])
      await ask(copy.url, 'delete from customer')
      await copy.drop()
    }
    expect(prepared).toBe(1)
  })

  it('leave no template behind that was prepared by half', async () => {
    await expect(
      testTemplate('broken', async (url) => {
        await ask(url, 'create table half (id int)')
        throw new Error('stopped')
      }),
    ).rejects.toThrow('stopped')
    const template = await testTemplate('broken', async () => undefined)
    const copy = await createTestDatabase({ template })
    expect(await ask(copy.url, `select to_regclass('half')`)).toEqual([null])
    await copy.drop()
  })

  it('keep Chinese and sort it by an ICU collation', async () => {
    const database = await createTestDatabase()
    const sql = `select name from unnest(array['赵','王','张','陈','李']) as name order by name collate "zh-x-icu"`
    expect(await ask(database.url, sql)).toEqual(['陈', '李', '王', '张', '赵'])
    await database.drop()
  })
})
