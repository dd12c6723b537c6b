import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserLevels, levels } from './layers.ts'
import { importBreaches, members, unlistedFolders } from './scan.ts'
import { sharedClasses, strangeClasses } from './styles.ts'

const root = resolve(import.meta.dirname, '../..')

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

  it('has no class that two files of styles lay out', () => {
    expect(sharedClasses(root)).toEqual([])
  })

  it('has no screen with classes whose styles it does not fetch', () => {
    expect(strangeClasses(root)).toEqual([])
  })
})

describe('the test itself', () => {
  const copy = mkdtempSync(join(tmpdir(), 'mortise-architecture-'))

  function plant(path: string, text: string): void {
    mkdirSync(join(copy, path, '..'), { recursive: true })
    writeFileSync(join(copy, path), text)
  }

  // One copy of the sources with all the faults in it: it is many small files, and slow where the disk is busy.
  beforeAll(() => {
    for (const kind of ['packages', 'apps'])
      for (const one of readdirSync(join(root, kind))) {
        mkdirSync(join(copy, kind, one), { recursive: true })
        cpSync(join(root, kind, one, 'src'), join(copy, kind, one, 'src'), { recursive: true })
        cpSync(join(root, kind, one, 'package.json'), join(copy, kind, one, 'package.json'))
      }
    plant('packages/designers/src/planted.css', 'b { margin: 0; } .m-board { gap: 1px; }\n')
    plant('packages/designers/src/home/planted.tsx', 'export const planted = <i className="m-board" />\n')
    plant('packages/schema/src/planted.ts', "import { x } from '@mortise/flows'\n")
    plant('packages/runtime/src/planted.ts', "import pg from 'pg'\n")
    plant('packages/actions/src/planted/action.ts', 'export {}\n')
  }, 120_000)
  afterAll(() => rmSync(copy, { recursive: true, force: true }), 120_000)

  it('sees a class that stands elsewhere already', () => {
    expect(sharedClasses(copy)).toEqual([
      'm-board: packages/designers/src/planted.css, packages/views/src/styles/kanban.css',
    ])
  })

  it('sees a screen with a class of another', () => {
    expect(strangeClasses(copy)).toEqual([
      'm-board: packages/designers/src/home/planted.tsx (packages/views/src/styles/kanban.css)',
    ])
  })

  it('sees an import that goes up, and a database driver outside the store', () => {
    const breaches = importBreaches(copy)
    expect(breaches).toContain('packages/schema/src/planted.ts: schema may not import flows')
    expect(breaches).toContain('packages/runtime/src/planted.ts: only store, testkit may import pg')
  })

  it('sees an extension that is not listed', () => {
    expect(unlistedFolders(copy)).toContain(
      'packages/actions/src/planted: not listed in packages/actions/src/builtin.ts',
    )
  })
})
