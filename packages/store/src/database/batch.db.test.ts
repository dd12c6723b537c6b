import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { carriesBatches } from './carry.ts'
import { makePool } from './pool.ts'
import { type Runner, runnerOnPool } from './runner.ts'
import { savepoint } from './savepoint.ts'
import { processNames } from './statement-names.ts'
import { beginSnapshot, inTransaction } from './transaction.ts'

let db: TestDatabase
let pool: pg.Pool
let other: pg.Client
const heard: unknown[] = []

beforeAll(async () => {
  db = await createTestDatabase()
  other = new pg.Client({ connectionString: db.url })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await db.drop()
})
beforeEach(async () => {
  heard.length = 0
  // Only so many statements have names, and tests before this one may have used them up.
  processNames.renew()
  pool = makePool({ url: db.url, size: 1, onError: (error) => heard.push(error) })
  await other.query(`
    drop table if exists child, thing;
    create table thing (id int primary key, name text, tags text[], body jsonb, raw bytea, day date, amount numeric);
    create table child (id int primary key, thing int references thing deferrable initially deferred)`)
})
afterEach(() => pool.end())

const put = (id: number, name: string = 'x') =>
  sql`insert into thing (id, name) values (${bindSql(id)}, ${bindSql(name)})`
const count = async () =>
  (await other.query<{ n: number }>('select count(*)::int as n from thing')).rows[0]?.n
const backend = (runner: Runner) =>
  runner.first<{ pid: number }>(sql`select pg_backend_pid() as pid, ${bindSql(1)}::int`)
/** Often enough for a name. */
const often = async (work: () => Promise<unknown>) => {
  for (let time = 0; time < 5; time += 1) await work()
}
const usable = async () => {
  expect(await runnerOnPool(pool).first(sql`select ${bindSql(7)}::int as n`)).toEqual({ n: 7 })
  const client = await pool.connect()
  const { rows } = await client.query('select now() = statement_timestamp() as fresh')
  client.release()
  expect(rows).toEqual([{ fresh: true }])
}

describe('a failure in a batch', () => {
  it('undoes all of it, tells the right one, leaves the connection usable', async () => {
    const said: string[] = []
    const explain = (what: string) => () => new Error(what)
    const work = inTransaction(pool, async (runner) => {
      await runner.post(put(1), explain('first'))
      await runner.post(put(1), explain('second'))
      await runner.post(put(2), explain('third'))
    })
    await expect(work).rejects.toThrow('second')
    expect(await count()).toBe(0)
    const asked = inTransaction(pool, async (runner) => {
      const one = (id: number) =>
        runner.change(put(id)).catch((error: Error) => {
          said.push(`${id}: ${error.message}`)
          throw error
        })
      await Promise.all([one(1), one(1), one(3)])
    })
    await expect(asked).rejects.toMatchObject({ code: '23505' })
    expect(said[0]).toMatch(/duplicate key/)
    expect(said.slice(1).every((text) => /skipped/.test(text))).toBe(true)
    expect(await count()).toBe(0)
    await usable()
  })

  it('never commits what failed, even when somebody looked away', async () => {
    const work = inTransaction(pool, async (runner) => {
      await runner.change(put(1))
      await runner.change(put(1)).catch(() => undefined)
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await count()).toBe(0)
    await usable()
  })

  it('forgets names of statements that were never parsed', async () => {
    const renamed = sql`select name as renamed from thing where id = ${bindSql(1)}`
    await often(() =>
      inTransaction(pool, async (runner) => {
        await Promise.all([runner.change(put(1)), runner.change(put(1)), runner.rows(renamed)])
      }).catch(() => undefined),
    )
    await other.query(`insert into thing (id, name) values (1, 'a')`)
    expect(await runnerOnPool(pool).rows(renamed)).toEqual([{ renamed: 'a' }])
  })

  it('of a constraint that is looked at in the end belongs to no statement', async () => {
    const orphan = (id: number) => sql`insert into child (id, thing) values (${bindSql(id)}, ${bindSql(99)})`
    const posted = inTransaction(pool, async (runner) => {
      await runner.post(orphan(1), () => new Error('not mine'))
      await runner.post(orphan(2), () => new Error('not mine'))
    })
    await expect(posted).rejects.toMatchObject({ code: '23503' })
    const asked = inTransaction(pool, async (runner) => {
      expect(await runner.change(orphan(1))).toBe(1)
    })
    await expect(asked).rejects.toMatchObject({ code: '23503' })
    await expect(runnerOnPool(pool).change(orphan(1))).rejects.toMatchObject({ code: '23503' })
    await usable()
  })

  it('rolls back to a savepoint and goes on', async () => {
    await inTransaction(pool, async (runner) => {
      await runner.change(put(1))
      await runner.rows(rawSql('savepoint here'))
      await expect(runner.change(put(1))).rejects.toMatchObject({ code: '23505' })
      await runner.rows(rawSql('rollback to savepoint here'))
      await runner.post(put(2))
    })
    expect(await count()).toBe(2)
  })

  it('in a part of a transaction undoes that part, within another and where nothing else is asked', async () => {
    await inTransaction(pool, (runner) => savepoint(runner, () => runner.post(put(1))))
    await inTransaction(pool, (runner) =>
      savepoint(runner, async () => {
        await runner.post(put(2))
        const inner = savepoint(runner, async () => {
          await runner.post(put(3))
          await runner.change(put(1))
        })
        await expect(inner).rejects.toMatchObject({ code: '23505' })
        await savepoint(runner, () => runner.post(put(4)))
      }),
    )
    await expect(
      inTransaction(pool, (runner) =>
        savepoint(runner, async () => {
          await runner.post(put(5))
          throw new Error('thought better of it')
        }).catch(() => undefined),
      ),
    ).resolves.toBeUndefined()
    const { rows } = await other.query<{ ids: readonly number[] }>(
      'select array_agg(id order by id) as ids from thing',
    )
    expect(rows[0]?.ids).toEqual([1, 2, 4])
    await usable()
  })

  it('in a part within a part that fails as well afterwards leaves nothing of both', async () => {
    await inTransaction(pool, async (runner) => {
      await runner.post(put(1))
      const outer = savepoint(runner, async () => {
        await runner.post(put(2))
        const inner = savepoint(runner, async () => {
          await runner.post(put(3))
          throw new Error('the inner one')
        })
        await expect(inner).rejects.toThrow('the inner one')
        await runner.post(put(4))
        throw new Error('the outer one')
      })
      await expect(outer).rejects.toThrow('the outer one')
      await runner.post(put(5))
    })
    const { rows } = await other.query<{ ids: readonly number[] }>(
      'select array_agg(id order by id) as ids from thing',
    )
    expect(rows[0]?.ids).toEqual([1, 5])
    await usable()
  })

  it('that cannot even be sent is a failure of the statement, not of the process', async () => {
    const many = Array.from({ length: 70_000 }, (_, index) => index)
    const work = inTransaction(pool, async (runner) => {
      await runner.post(put(1))
      await runner.rows({ text: 'select $1', values: many })
    })
    await expect(work).rejects.toThrow(RangeError)
    await expect(runnerOnPool(pool).rows({ text: 'select\0$1', values: [1] })).rejects.toThrow(RangeError)
    await usable()
  })

  it('refuses what comes after the end', async () => {
    let kept: Runner | undefined
    await inTransaction(pool, async (runner) => {
      kept = runner
      await runner.post(put(1))
    })
    await expect(kept?.post(put(2))).rejects.toThrow('after the end')
    await expect(kept?.rows(put(2))).rejects.toThrow('after the end')
    expect(await count()).toBe(1)
  })
})

describe('a connection that ends', () => {
  const kill = (pid: number | undefined) => other.query('select pg_terminate_backend($1)', [pid])

  it('amid a batch is dropped by the pool', async () => {
    const first = await backend(runnerOnPool(pool))
    const sleeping = runnerOnPool(pool).rows(sql`select pg_sleep(${bindSql(20)})`)
    const failed = expect(sleeping).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await kill(first?.pid)
    await failed
    await usable()
    expect((await backend(runnerOnPool(pool)))?.pid).not.toBe(first?.pid)
  })

  it('amid an implicit or a begun transaction leaves nothing behind', async () => {
    for (const asks of [false, true]) {
      let pid: number | undefined
      pid = (await backend(runnerOnPool(pool)))?.pid
      const work = inTransaction(pool, async (runner) => {
        if (asks) await runner.change(put(1))
        else await runner.post(put(1))
        await runner.post(sql`select pg_sleep(${bindSql(20)})`)
      })
      const failed = expect(work).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      await new Promise((resolve) => setTimeout(resolve, 300))
      await kill(pid)
      await failed
      expect(await count()).toBe(0)
      await usable()
    }
  })

  it('between two statements fails the transaction', async () => {
    const work = inTransaction(pool, async (runner) => {
      await kill((await backend(runner))?.pid)
      await new Promise((resolve) => setTimeout(resolve, 200))
      await runner.change(put(1))
    })
    await expect(work).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await usable()
  })
})

describe('limits of time', () => {
  it('end the statement, not the connection', async () => {
    const slow = sql`select pg_sleep(${bindSql(20)})`
    const timed = inTransaction(pool, async (runner) => {
      await runner.rows(rawSql(`set local statement_timeout = '100ms'`))
      await runner.post(put(1))
      await runner.rows(slow)
    })
    await expect(timed).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await usable()
    await other.query('begin')
    await other.query('lock table thing in access exclusive mode')
    const locked = inTransaction(pool, async (runner) => {
      await runner.rows(rawSql(`set local lock_timeout = '100ms'`))
      await runner.post(put(1))
    })
    await expect(locked).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await other.query('rollback')
    await usable()
    expect(await count()).toBe(0)
  })

  it('a cancelled statement fails its transaction alone', async () => {
    const pid = (await backend(runnerOnPool(pool)))?.pid
    const work = inTransaction(pool, async (runner) => {
      await runner.post(put(1))
      await runner.rows(sql`select pg_sleep(${bindSql(20)})`)
    })
    const failed = expect(work).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    await other.query('select pg_cancel_backend($1)', [pid])
    await failed
    await usable()
    expect((await backend(runnerOnPool(pool)))?.pid).toBe(pid)
  })
})

describe('very many statements', () => {
  it('ten thousand with large values and large answers go through', async () => {
    const large = 'ü'.repeat(4_000)
    await inTransaction(pool, async (runner) => {
      for (let id = 0; id < 5_000; id += 1) await runner.post(put(id, large))
      const echoes = Array.from({ length: 5_000 }, (_, index) =>
        runner.first<{ text: string }>(
          sql`select ${bindSql(large)}::text || ${bindSql(index)}::text as text`,
        ),
      )
      const answers = await Promise.all(echoes)
      expect(answers.every((one, index) => one?.text === `${large}${index}`)).toBe(true)
    })
    expect(await count()).toBe(5_000)
    await usable()
  })

  it('unawaited posts keep their order', async () => {
    await inTransaction(pool, async (runner) => {
      for (let id = 0; id < 1_200; id += 1) void runner.post(put(id))
      expect(await runner.first(sql`select count(*) as n from thing where id >= ${bindSql(0)}`)).toEqual({
        n: 1_200,
      })
    })
  })
})

describe('values', () => {
  it('arrive as they were sent', async () => {
    const tags = ['a,b', 'c"d', 'e\\f', '', 'null', null, '{x}', '中文 🙂']
    const body = { deep: [1, 'two', null, { three: '"' }] }
    await runnerOnPool(pool).change(
      sql`insert into thing values (${bindSql(1)}, ${bindSql(null)}, ${bindSql(tags)}, ${bindSql(body)}::jsonb,
        ${bindSql('\\xdeadbeef')}::bytea, ${bindSql('2026-02-28')}, ${bindSql('12345678901234567890.1200')})`,
    )
    const read = sql`select name, tags, body, encode(raw, 'hex') as raw, day, amount, ${bindSql(true)}::boolean as yes,
      ${bindSql(-0.5)}::float8 as half, ${bindSql([
        [1, 2],
        [3, null],
      ])}::int[] as grid, ${bindSql([])}::text[] as empty,
      ${bindSql('2026-03-01T00:00:00.5Z')}::timestamptz as at, ${bindSql('9007199254740993')}::bigint as big
      from thing where id = ${bindSql(1)}`
    const expected = {
      name: null,
      tags,
      body,
      raw: 'deadbeef',
      day: '2026-02-28',
      amount: '12345678901234567890.12',
      yes: true,
      half: -0.5,
      grid: [
        [1, 2],
        [3, null],
      ],
      empty: [],
      at: '2026-03-01T00:00:00.500Z',
      big: '9007199254740993',
    }
    // Described, then named, then not described any more.
    await often(async () => expect(await runnerOnPool(pool).first(read)).toEqual(expected))
  })

  it('that Postgres cannot take are named as such', async () => {
    const work = inTransaction(pool, (runner) => runner.change(put(1, 'a\0b')))
    await expect(work).rejects.toMatchObject({ code: 'STORE_VALUE_INVALID' })
    await usable()
  })
})

describe('tables that change under a named statement', () => {
  const all = sql`select * from thing where id = ${bindSql(1)}`

  it('are read as they are now, also beside other named statements', async () => {
    await other.query(`insert into thing (id, name) values (1, 'a')`)
    const read = () => inTransaction(pool, async (runner) => runner.first(all))
    await often(read)
    await other.query('alter table thing add column extra int default 5')
    expect(await read()).toMatchObject({ id: 1, extra: 5 })
    await often(read)
    await other.query('alter table thing rename column extra to more')
    expect(await read()).toMatchObject({ more: 5 })
    await often(read)
    await other.query('alter table thing alter column more type text')
    expect(await read()).toMatchObject({ more: '5' })
    // What was of no use any more is given back.
    const names = await runnerOnPool(pool).rows<{ name: string }>(
      rawSql(`select name from pg_prepared_statements where statement like '%from thing%'`),
    )
    expect(names.length).toBeLessThan(2)
  })

  it('say that the metadata is stale when a column is gone', async () => {
    const named = sql`select name from thing where id = ${bindSql(1)}`
    const read = () => inTransaction(pool, (runner) => runner.first(named))
    await often(read)
    await other.query('alter table thing rename column name to title')
    await expect(read()).rejects.toMatchObject({ code: 'STORE_MODEL_STALE' })
    await usable()
  })

  it('do not tear a snapshot open', async () => {
    await often(async () => {
      const { runner, end } = await beginSnapshot(pool)
      await runner.rows(all)
      await end()
    })
    await other.query('alter table thing add column late int')
    const { runner, end } = await beginSnapshot(pool)
    await expect(runner.rows(all)).rejects.toThrow(/cached plan/)
    await end()
    const again = await beginSnapshot(pool)
    expect(await again.runner.rows(all)).toEqual([])
    await again.end()
    await usable()
  })
})

describe('one client', () => {
  it('answers everybody who asks at once their own', async () => {
    await inTransaction(pool, async (runner) => {
      const asked = Array.from({ length: 300 }, async (_, index) => {
        if (index % 3 === 0) await Promise.resolve()
        if (index % 7 === 0) await runner.rows(rawSql('select 1'))
        return runner.first<{ n: number }>(sql`select ${bindSql(index)}::int as n`)
      })
      expect((await Promise.all(asked)).map((row) => row?.n)).toEqual(asked.map((_, index) => index))
    })
  })

  it('hears notifications between its answers, and refuses COPY without hanging', async () => {
    const client = await pool.connect()
    const payloads: (string | undefined)[] = []
    client.on('notification', ({ payload }) => payloads.push(payload))
    await client.query('listen here')
    client.release()
    await other.query(`notify here, 'hello'`)
    await often(() => runnerOnPool(pool).rows(sql`select ${bindSql(1)}::int`))
    expect(payloads).toEqual(['hello'])
    const copy = { text: 'copy thing from stdin', values: [], name: 'copying' }
    await expect(inTransaction(pool, (runner) => runner.post(copy))).rejects.toThrow()
    await usable()
    // With something behind it Postgres gives the connection up.
    const work = inTransaction(pool, async (runner) => {
      await runner.post(copy)
      await runner.first(sql`select ${bindSql(1)}::int as n`)
    })
    await expect(work).rejects.toThrow()
    await usable()
  })

  it('comes back clean however the work ended', async () => {
    await inTransaction(pool, () => Promise.resolve())
    await expect(inTransaction(pool, () => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
    await expect(
      inTransaction(pool, async (runner) => {
        void runner.rows(put(1)).catch(() => undefined)
        throw new Error('mine')
      }),
    ).rejects.toThrow('mine')
    await inTransaction(pool, (runner) => runner.rows(rawSql('begin')).then(() => undefined))
    expect(await count()).toBe(0)
    await usable()
  })
})

describe('without names, without batches', () => {
  it('a pooler that forgets names is served', async () => {
    const plain = makePool({ url: db.url, size: 1, onError: () => undefined, namedStatements: false })
    await often(() =>
      inTransaction(plain, async (runner) => {
        await runner.rows(sql`select id from thing where id = ${bindSql(1)}`)
        await runner.post(sql`update thing set name = ${bindSql('y')} where id = ${bindSql(1)}`)
      }),
    )
    const { rows } = await plain.query('select name from pg_prepared_statements')
    expect(rows).toEqual([])
    await plain.end()
  })

  it('a driver of another shape gives the same answers', async () => {
    const client = await pool.connect()
    // As a later driver might keep it elsewhere.
    const { connection } = client as unknown as { readonly connection: { sync: unknown } }
    const { sync } = connection
    connection.sync = undefined
    expect(carriesBatches(client)).toBe(false)
    connection.sync = sync
    client.release()
    await inTransaction(pool, async (runner) => {
      await runner.post(put(1))
      await runner.post(put(2))
    })
    expect(await count()).toBe(2)
    const failing = inTransaction(pool, async (runner) => {
      await runner.post(put(3))
      await runner.post(put(1), () => new Error('second'))
    })
    await expect(failing).rejects.toThrow('second')
    expect(await count()).toBe(2)
    await usable()
  })
})
