import type { EntityModel } from '@mortise/schema'
import type { Actor, ApartPair, DuplicateGroupRow, RecordAct, Refs, StoredRecord } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { pointedAt, readableFields, type ReadDoor, readDoor } from '../model/read-door.ts'
import { duplicateSearch } from './search.ts'

/** Records that count as the same, as the reader may see them now. */
export type DuplicateGroup = {
  /** Place in the search. */
  readonly n: number
  readonly rule: string
  /** How many records there were when it was searched; more than are listed only where very many have one value. */
  readonly size: number
  readonly records: readonly { readonly entity: string; readonly record: StoredRecord }[]
}

const idsAtOnce = 400
/** After so many pages of groups that are none any more, the asker hears how far it came and goes on from there. */
const mostRounds = 25

/**
 * The next groups of a search behind place `after`. Rights and data are those of now: what was merged meanwhile stands for
 * what it took in, what is gone, out of reach or told apart is left out, and a group of one is none.
 */
export async function duplicateGroups(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly id: string
    readonly after: number
    readonly limit: number
    /** Only records with which the actor may do this too. */
    readonly act?: RecordAct
  },
): Promise<{
  readonly groups: readonly DuplicateGroup[]
  readonly refs: Refs
  readonly next: number | null
}> {
  const search = await duplicateSearch(workspace, actor, given.id)
  const reading = await readDoor(workspace, actor)
  const found: DuplicateGroup[] = []
  let { after } = given
  let ended = false
  for (let round = 0; !ended && found.length < given.limit && round < mostRounds; round += 1) {
    const limit = given.limit - found.length
    const rows = await workspace.store.side.duplicateSearches.groups(search.id, after, limit)
    found.push(
      ...(await groupsNow(workspace, actor, { reading, entity: search.entity, rows, act: given.act })),
    )
    after = rows.at(-1)?.n ?? after
    ended = rows.length < limit
  }
  const kit = workspace.options.kit
  const wanted = found.flatMap(({ records }) =>
    records.flatMap(({ entity, record }) => {
      const model = reading.published.model.entity(entity)
      return model === undefined ? [] : pointedAt({ published: reading.published, kit }, model, record.values)
    }),
  )
  const byTarget = Map.groupBy(wanted, (one) => one.entity)
  const refs = await reading.door.refs(
    [...byTarget].map(([entity, list]) => ({ entity, ids: [...new Set(list.flatMap(({ ids }) => ids))] })),
  )
  return { groups: found, refs, next: ended ? null : after }
}

async function groupsNow(
  workspace: Workspace,
  actor: Actor,
  of: {
    readonly reading: ReadDoor
    readonly entity: string
    readonly rows: readonly DuplicateGroupRow[]
    readonly act?: RecordAct | undefined
  },
): Promise<readonly DuplicateGroup[]> {
  const { duplicateSearches, merges } = workspace.store.side
  const ids = of.rows.flatMap((row) => row.ids)
  const into = await merges.into(ids)
  const members = of.rows.map((row) => {
    const list = row.ids.map((id, at) => ({ id: into.get(id) ?? id, entity: row.entities[at] ?? of.entity }))
    return { row, list: [...new Map(list.map((one) => [one.id, one])).values()] }
  })
  const all = members.flatMap(({ list }) => list)
  const records = await readAll(workspace, actor, { ...of, all })
  const apart = new Set((await duplicateSearches.apart(all.map(({ id }) => id))).map(pairName))
  return members.flatMap(({ row, list }) => {
    const here = list.flatMap(({ id, entity }) => {
      const record = records.get(id)
      return record === undefined ? [] : [{ entity, record }]
    })
    const left = here.filter(({ record: one }) =>
      here.some(({ record: two }) => two.id !== one.id && !apart.has(pairName([one.id, two.id]))),
    )
    const own = left.some(({ entity }) => entity === of.entity)
    return left.length < 2 || !own ? [] : [{ n: row.n, rule: row.rule, size: row.size, records: left }]
  })
}

const pairName = ([a, b]: ApartPair): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Records by id, of each entity those the actor may read, and of the searched one those they may merge. */
async function readAll(
  workspace: Workspace,
  actor: Actor,
  of: {
    readonly reading: ReadDoor
    readonly entity: string
    readonly all: readonly { readonly id: string; readonly entity: string }[]
    readonly act?: RecordAct | undefined
  },
): Promise<ReadonlyMap<string, StoredRecord>> {
  const { published, door } = of.reading
  const found = new Map<string, StoredRecord>()
  for (const [entity, list] of Map.groupBy(of.all, (one) => one.entity)) {
    const model = published.model.entity(entity)
    if (model === undefined || door.access.entity(entity) === undefined) continue
    const fields = readableFields({ published, kit: workspace.options.kit }, actor, model)
    const ids = [...new Set(list.map(({ id }) => id))]
    const acts: readonly RecordAct[] = [
      ...(entity === of.entity ? (['update', 'delete'] as const) : []),
      ...(of.act === undefined ? [] : [of.act]),
    ]
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const part = ids.slice(at, at + idsAtOnce)
      for (const record of await readSome(of.reading, model, { fields, ids: part, acts }))
        found.set(record.id, record)
    }
  }
  return found
}

/** Of some records, those the actor may read and do all of this with. */
async function readSome(
  { door }: ReadDoor,
  { key }: EntityModel,
  of: {
    readonly fields: readonly string[]
    readonly ids: readonly string[]
    readonly acts: readonly RecordAct[]
  },
): Promise<readonly StoredRecord[]> {
  const filter = { in: [{ var: 'id' }, [...of.ids]] }
  const limit = of.ids.length
  const query = { entity: key, filter, limit }
  let { records } = await door.query({ ...query, fields: of.fields })
  for (const act of of.acts) {
    const page = await door.query({ ...query, fields: ['id'] }, act)
    const may = new Set(page.records.map(({ id }) => id))
    records = records.filter(({ id }) => may.has(id))
  }
  return records
}

/**
 * Remembers that the records of a group are not the same, or that one of them is none of the others; `undo` forgets it.
 * They are not offered again in any search.
 */
export async function keepApart(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly id: string
    readonly n: number
    /** Only this record is not one of them; absent, each is another. */
    readonly record?: string | undefined
    /** What was answered when they were told apart. */
    readonly undo?: readonly ApartPair[] | undefined
  },
): Promise<readonly ApartPair[]> {
  const search = await duplicateSearch(workspace, actor, given.id)
  const rows = await workspace.store.side.duplicateSearches.groups(search.id, given.n - 1, 1)
  const row = rows.find(({ n }) => n === given.n)
  if (row === undefined) throw errors.RECORD_NOT_FOUND()
  const { undo } = given
  if (undefined !== undo) {
    const known = new Set(row.ids)
    const pairs = undo.filter(([a, b]) => known.has(a) && known.has(b))
    await workspace.unit(({ tx }) => tx.side.duplicateSearches.unsetApart(pairs))
    return pairs
  }
  const reading = await readDoor(workspace, actor)
  const [group] = await groupsNow(workspace, actor, { reading, entity: search.entity, rows: [row] })
  const ids = group?.records.map(({ record }) => record.id) ?? []
  const all = ids.flatMap((a, at) => ids.slice(at + 1).map((b): ApartPair => [a, b]))
  const pairs = given.record === undefined ? all : all.filter((pair) => pair.includes(given.record ?? ''))
  await workspace.unit(({ tx }) => tx.side.duplicateSearches.setApart(pairs, actor.userId))
  return pairs
}
