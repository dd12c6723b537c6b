import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { browserLevels, levels } from './layers.ts'
import { importBreaches, members, unlistedFolders } from './scan.ts'

const root = resolve(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'mortise-architecture-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A copy of the sources with one thing planted in it. */
function planted(name: string, path: string, text: string): string {
  const copy = join(scratch, name)
  for (const kind of ['packages', 'apps'])
    for (const one of readdirSync(join(root, kind))) {
      mkdirSync(join(copy, kind, one), { recursive: true })
      cpSync(join(root, kind, one, 'src'), join(copy, kind, one, 'src'), { recursive: true })
      cpSync(join(root, kind, one, 'package.json'), join(copy, kind, one, 'package.json'))
    }
  mkdirSync(join(copy, path, '..'), { recursive: true })
  writeFileSync(join(copy, path), text)
  return copy
}

describe('the walls of the house', () => {
  it('gives every package a level', () => {
    const unknown = members(root)
      .map((one) => one.name)
      .filter((name) => levels[name] === undefined && browserLevels[name] === undefined)
    expect(unknown).toEqual([])
  })

  it('has no import that goes up, sideways or around', () => {
    expect(importBreaches(root)).toEqual([])
  })

  it('has no extension folder that its list does not name', () => {
    expect(unlistedFolders(root)).toEqual([])
  })
})

describe('the test itself', () => {
  it('sees an import that goes up', () => {
    const copy = planted('up', 'packages/schema/src/planted.ts', "import { x } from '@mortise/flows'\n")
    expect(importBreaches(copy)).toContain('packages/schema/src/planted.ts: schema may not import flows')
  })

  it('sees a database driver outside the store', () => {
    const copy = planted('pg', 'packages/runtime/src/planted.ts', "import pg from 'pg'\n")
    expect(importBreaches(copy)).toContain(
      'packages/runtime/src/planted.ts: only store, testkit may import pg',
    )
  })

  it('sees an extension that is not listed', () => {
    const copy = planted('unlisted', 'packages/actions/src/planted/action.ts', 'export {}\n')
    expect(unlistedFolders(copy)).toContain(
      'packages/actions/src/planted: not listed in packages/actions/src/builtin.ts',
    )
  })
})
