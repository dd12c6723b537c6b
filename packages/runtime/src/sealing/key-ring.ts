import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errors } from '../errors.ts'
import { keyIdOf } from './vault.ts'

/** A key of 32 bytes with its name. */
export type SealingKey = { readonly id: string; readonly key: Buffer }

/** Keys that live outside the database; the first seals, all open. */
export type KeyRing = {
  /** Where they are, for who has to find them. */
  readonly name: string
  readonly keys: () => readonly SealingKey[]
  /** Reads them again. */
  readonly reload: () => void
  /** Makes a key and puts it first; where there are some, only when `further`. */
  readonly add: (further?: boolean) => Promise<void>
}

function readKeys(text: string, name: string): readonly SealingKey[] {
  const lines = text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line) => {
    const key = Buffer.from(line, 'base64')
    if (key.length !== 32) throw errors.SECRET_KEY_UNREADABLE({ file: name })
    return { id: keyIdOf(key), key }
  })
}

function linesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw errors.SECRET_KEY_UNREADABLE({ file }, { cause: error })
  }
}

/** Keys in a file that only the account of the server may read, one a line, the newest first. */
export function keyFile(file: string): KeyRing {
  let keys = readKeys(linesIn(file), file)
  const reload = (): void => {
    keys = readKeys(linesIn(file), file)
  }
  // One after the other: who adds a key writes those down that are there, and drops none that another just made.
  let turn: Promise<void> = Promise.resolve()
  return {
    name: file,
    keys: () => keys,
    reload,
    add: (further = false) => {
      turn = turn.then(() => addTo(file, further)).then(reload)
      const done = turn
      // Whoever comes next is not held up by what went wrong here.
      turn = turn.catch(() => undefined)
      return done
    },
  }
}

async function addTo(file: string, further: boolean): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const text = `${randomBytes(32).toString('base64')}\n${linesIn(file)}`
  await writeFile(fresh, text, { mode: 0o600 })
  await chmod(fresh, 0o600)
  // It appears complete or not at all; of two processes that make the first key, one wins and both use it.
  if (further) await rename(fresh, file)
  else await link(fresh, file).catch(() => writeFirst(file, text))
  await rm(fresh, { force: true })
}

/** Where a file is there already, or on a file system without hard links: never over keys that are there. */
async function writeFirst(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** Keys that whoever runs the server gives it, for several machines on one database. */
export function givenKeys(text: string, name: string): KeyRing {
  const keys = readKeys(text, name)
  return {
    name,
    keys: () => keys,
    reload: () => undefined,
    add: () => Promise.reject(errors.SECRET_KEYS_FIXED({ name })),
  }
}
