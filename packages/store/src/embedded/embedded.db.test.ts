import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from './index.ts'

let folder = ''
let dataDir = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mortise-embedded-'))
  await chmod(folder, 0o711)
  dataDir = join(folder, 'pg')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

const start = (durable = false) => startEmbeddedPostgres({ dataDir, durable })

/** Another process that starts the database and stays; answers it and the URL that it got. */
async function startElsewhere(
  durable = false,
): Promise<{ readonly other: ChildProcess; readonly url: string }> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)})
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: ${durable} })
    console.log(server.url)
    setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve) =>
    other.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim())),
  )
  return { other, url }
}

async function kill(other: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => other.once('exit', resolve))
  other.kill('SIGKILL')
  await gone
}

describe('the embedded database', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await start()
    await ask(first.url, `create table customer as select '王小明' as name`)
    await first.stop()
    await first.stop()
    await expect(ask(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const second = await start()
    expect(await ask(second.url, 'select name from customer')).toBe('王小明')
    expect([first.adopted, second.adopted]).toEqual([false, false])
    await second.stop()
  })

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await start()
    const guess = server.url.replace(/:[0-9a-f]+@/, ':guess@')
    await expect(ask(guess, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(`${dataDir}.password`)).mode & 0o077).toBe(0)
    expect((await stat(dataDir)).mode & 0o077).toBe(0)
    await server.stop()
  })

  it('is found running after its starter was killed, and stopped by the finder', async () => {
    const { other, url } = await startElsewhere()
    await kill(other)
    const server = await start()
    expect([server.adopted, server.url]).toEqual([true, url])
    await server.stop()
    expect(await readdir(dataDir)).not.toContain('postmaster.pid')
  })

  it('is shared with a process that lives, and not stopped under it', async () => {
    const { other, url } = await startElsewhere()
    const server = await start()
    expect(server.adopted).toBe(true)
    await server.stop()
    expect(await ask(url, 'select 1')).toBe(1)
    await kill(other)
    await (await start()).stop()
  })

  it('starts although the number in its note now belongs to another program', async () => {
    await (await start()).stop()
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n1\n\n\n 1 1\nready\n`)
    const server = await start()
    expect(server.adopted).toBe(false)
    expect(await ask(server.url, 'select 1')).toBe(1)
    await server.stop()
  })

  it('has lost nothing when server and starter were killed', async () => {
    const { other, url } = await startElsewhere(true)
    await ask(url, 'create table kept as select 7 as id')
    await kill(other)
    process.kill(Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
    const server = await start(true)
    expect(await ask(server.url, 'select id from kept')).toBe(7)
    await server.stop()
  })

  it('says what is wrong with a folder that it must not touch', async () => {
    await (await start()).stop()
    await rm(`${dataDir}.password`)
    await expect(start()).rejects.toMatchObject({ code: 'EMBEDDED_DATABASE_PASSWORD_LOST' })
    await writeFile(`${dataDir}.password`, 'x')
    await writeFile(join(dataDir, 'PG_VERSION'), '15\n')
    await expect(start()).rejects.toMatchObject({ code: 'EMBEDDED_DATABASE_VERSION' })
  })
})
