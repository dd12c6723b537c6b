import { Readable } from 'node:stream'
import { check, type Json, test } from '@mortise/expressions'
import {
  commandImport,
  createImport,
  exportCsv,
  exportXlsx,
  importState,
  mapImport,
  openExport,
  readDoor,
  rootCause,
  saveRecord,
  receiveTable,
} from '@mortise/runtime'
import type { RecordValues } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../database/test-database.ts'
import { conditionsOf } from './filters.ts'
import { type Ground, lawGround, valueAt, writtenTypes } from './ground.ts'
import { naughtyStrings } from './hostile.ts'

/** Values of each type; `MORTISE_LAW_VALUES=2000` for the whole trial. */
const count = Number(process.env['MORTISE_LAW_VALUES'] ?? 150)
const seed = Number(process.env['MORTISE_LAW_SEED'] ?? 20_261_122)
const minutes = 60_000
const newScripts = /[\u{10000}-\u{1FFFF}]/u

let ground: Ground
let drop: () => Promise<void>
const ids: string[] = []

beforeAll(async () => {
  const database = await createTestDatabase()
  drop = database.drop
  ground = await lawGround(database.url, { count, seed })
  for (let at = 0; at < count; at += 100) await createRows(at, Math.min(at + 100, count))
}, 20 * minutes)
afterAll(async () => {
  await ground.stage.close()
  await drop()
})

const expectedAt = (index: number): RecordValues =>
  Object.fromEntries(ground.trials.map((trial) => [trial.field.key, valueAt(trial, index)]))

async function createRows(from: number, to: number): Promise<void> {
  const { stage, actor } = ground
  await stage.workspace.unit(async (unit) => {
    for (let index = from; index < to; index += 1) {
      const values = { name: `${index}`, ...expectedAt(index) }
      const { record } = await saveRecord(unit, actor, {
        request: { op: 'create', entity: 'law', values },
        cause: rootCause(unit.newId()),
      })
      ids.push(record.id)
    }
  })
}

async function allOf(
  entity: string,
  sort?: string,
): Promise<readonly { id: string; values: RecordValues }[]> {
  const { door } = await readDoor(ground.stage.workspace, ground.actor)
  const fields = ['name', ...ground.trials.map(({ field }) => field.key)]
  const order = sort === undefined ? {} : { sort: [{ field: sort, dir: 'asc' as const }] }
  const found: { id: string; values: RecordValues }[] = []
  for await (const page of door.stream({ entity, fields, ...order }, 500)) found.push(...page.records)
  return found
}

const bytes = async (parts: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> => {
  const chunks: Buffer[] = []
  for await (const part of parts) chunks.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(chunks)
}

async function exported(kind: 'csv' | 'xlsx', entity: string): Promise<Uint8Array> {
  const fields = ['name', ...ground.trials.map(({ field }) => field.key)]
  const table = await openExport(ground.stage.workspace, ground.actor, { entity, fields })
  return bytes(kind === 'csv' ? exportCsv(table) : exportXlsx(table))
}

async function imported(file: Uint8Array, name: string): Promise<void> {
  const { stage, actor } = ground
  const { workspace } = stage
  const received = await receiveTable(workspace, actor, {
    entity: 'again',
    name,
    type: '',
    pieces: Readable.from([file]),
  })
  const { id, suggested } = await workspace.unit((unit) => createImport(unit, actor, received))
  await mapImport(workspace, actor, { id, ask: { columns: suggested, onMatch: 'create', keepBlanks: true } })
  await workspace.unit((unit) => commandImport(unit, actor, { id, command: 'start' }))
  await stage.settle()
  expect((await importState(workspace, actor, id)).counts).toEqual({
    create: count,
    update: 0,
    skip: 0,
    error: 0,
  })
}

function differences(rows: readonly { readonly values: RecordValues }[]): readonly unknown[] {
  const found: unknown[] = []
  for (const { values } of rows) {
    const index = Number(values['name'])
    for (const trial of ground.trials) {
      const [was, is] = [valueAt(trial, index), values[trial.field.key] ?? null]
      if (JSON.stringify(was) !== JSON.stringify(is)) found.push({ type: trial.type.type, was, is })
    }
  }
  return found.slice(0, 20)
}

describe(`every field type over ${count} hostile values`, () => {
  it('has values to be tried with', () => {
    for (const trial of ground.trials) expect(trial.values.length, trial.type.type).toBeGreaterThan(1)
    expect(ground.trials.length).toBeGreaterThan(25)
    const told = ground.trials.map(
      ({ type, values, refused }) => `${type.type} ${values.length} (${refused} refused)`,
    )
    console.info(`seed ${seed}: ${told.join(', ')}`)
  })

  it('takes what it took: JSON leads back, and so does the text of a file', () => {
    const wrong: unknown[] = []
    for (const { type, ctx, values } of ground.trials) {
      for (const value of values) {
        const json = type.parse(JSON.parse(JSON.stringify(value)) as Json, ctx)
        if (!json.ok || JSON.stringify(json.value) !== JSON.stringify(value))
          wrong.push({ type: type.type, value, json })
        const text = type.toText(value, ctx)
        const file = type.parse(text, { ...ctx, source: 'file' })
        if (!file.ok || JSON.stringify(file.value) !== JSON.stringify(value))
          wrong.push({ type: type.type, value, text, file })
      }
    }
    expect(wrong).toEqual([])
  })

  it('comes back byte for byte from the database', async () => {
    const rows = await allOf('law')
    expect(rows).toHaveLength(count)
    expect(differences(rows)).toEqual([])
  })

  for (const kind of ['csv', 'xlsx'] as const)
    it(`comes back byte for byte through an export and an import of ${kind}`, {
      timeout: 15 * minutes,
    }, async () => {
      const before = new Set((await allOf('again')).map(({ id }) => id))
      await imported(await exported(kind, 'law'), `laws.${kind}`)
      const fresh = (await allOf('again')).filter(({ id }) => !before.has(id))
      expect(fresh).toHaveLength(count)
      expect(differences(fresh)).toEqual([])
    })

  it('is ordered by Postgres as by JavaScript', { timeout: 10 * minutes }, async () => {
    const wrong: unknown[] = []
    for (const { type, field } of ground.trials) {
      // What points at something is ordered by the name of what it points at.
      if (type.column(field)?.references !== undefined || type.target?.(field) !== undefined) continue
      const values = (await allOf('law', field.key)).map((row) => row.values[field.key] ?? null)
      values.slice(1).forEach((value, index) => {
        const previous = values[index] ?? null
        // Names are ordered by pinyin, in Node and in Postgres by tables of different Unicode versions: they may differ
        // about scripts that are new to one of them.
        if (type.column(field)?.collation === 'zh' && newScripts.test(`${String(previous)}${String(value)}`))
          return
        if (type.compare(previous, value, field) > 0) wrong.push({ type: type.type, previous, value })
      })
    }
    expect(wrong.slice(0, 20)).toEqual([])
  })

  it('is found by the same filters in Postgres and in JavaScript', { timeout: 15 * minutes }, async () => {
    const { stage, actor, trials } = ground
    const { door, published } = await readDoor(stage.workspace, actor)
    const scope = published.model.entity('law')?.scope
    const rows = await allOf('law')
    const now = stage.workspace.now()
    const wrong: unknown[] = []
    let asked = 0
    for (const trial of trials) {
      for (const filter of conditionsOf(trial, 8)) {
        asked += 1
        const sql: string[] = []
        // Everything that the filter builder makes must be a correct condition.
        const checked = scope === undefined ? undefined : check(filter, scope)
        if (checked?.ok !== true) {
          wrong.push({ type: trial.type.type, filter, problems: checked?.problems })
          continue
        }
        for await (const page of door.stream({ entity: 'law', fields: ['id'], filter }, 500))
          sql.push(...page.records.map(({ id }) => id))
        const js = rows.filter(({ values }) => test(filter, { row: values, now }, scope)).map(({ id }) => id)
        if (sql.toSorted().join() !== js.toSorted().join())
          wrong.push({ type: trial.type.type, filter, sql: sql.length, js: js.length })
      }
    }
    console.info(`${asked} conditions over ${rows.length} records`)
    expect(wrong.slice(0, 20)).toEqual([])
  })
})

describe('naughty strings', () => {
  const texts = ['text', 'longtext']

  it(`come back byte for byte through every text path (${naughtyStrings.length} strings)`, {
    timeout: 5 * minutes,
  }, async () => {
    const { stage, actor } = ground
    const { workspace } = stage
    const values = (text: string): RecordValues =>
      Object.fromEntries(texts.map((type) => [`f_${type}`, text]))
    await workspace.unit(async (unit) => {
      for (const [index, text] of naughtyStrings.entries())
        await saveRecord(unit, actor, {
          request: { op: 'create', entity: 'law', values: { name: `naughty ${index}`, ...values(text) } },
          cause: rootCause(unit.newId()),
        })
    })
    const naughtyOf = async (entity: string): Promise<readonly unknown[]> =>
      (await allOf(entity))
        .filter(({ values: { name } }) => String(name).startsWith('naughty'))
        .flatMap(({ values: row }) => {
          const text = naughtyStrings[Number(String(row['name']).slice(8))]
          return texts
            .map((type) => row[`f_${type}`])
            .filter((back) => back !== text)
            .map((back) => ({ text, back }))
        })
    expect(await naughtyOf('law')).toEqual([])
    for (const kind of ['csv', 'xlsx'] as const) {
      const fields = ['name', ...texts.map((type) => `f_${type}`)]
      const table = await openExport(workspace, actor, {
        entity: 'law',
        fields,
        filter: { startsWith: [{ var: 'name' }, 'naughty'] },
      })
      const file = await bytes(kind === 'csv' ? exportCsv(table) : exportXlsx(table))
      const received = await receiveTable(workspace, actor, {
        entity: 'again',
        name: kind,
        type: '',
        pieces: Readable.from([file]),
      })
      const { id, suggested } = await workspace.unit((unit) => createImport(unit, actor, received))
      await mapImport(workspace, actor, {
        id,
        ask: { columns: suggested, onMatch: 'create', keepBlanks: true },
      })
      await workspace.unit((unit) => commandImport(unit, actor, { id, command: 'start' }))
      await stage.settle()
      expect((await importState(workspace, actor, id)).counts.create).toBe(naughtyStrings.length)
    }
    const again = (await allOf('again')).filter(({ values: { name } }) => String(name).startsWith('naughty'))
    expect(again).toHaveLength(naughtyStrings.length * 2)
    expect(await naughtyOf('again')).toEqual([])
  })
})

it('leaves out only types that nobody writes or that have rows of their own', () => {
  expect(writtenTypes.map(({ type }) => type)).not.toContain('formula')
})
