import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AppDocuments, mergeApps, saveApp } from '../index.ts'
import { type Cells, cellsOf } from './testing/cells.ts'
import { expectedMerge } from './testing/oracle.ts'
import { appOf, chanceOf, type Draft, edited, randomDraft } from './testing/scripts.ts'

const runs = Number(process.env['MORTISE_MERGES'] ?? 400)

const bytes = (app: AppDocuments): unknown => [...saveApp(app)]

function sidesOf(seed: number): { readonly base: Draft; readonly ours: Draft; readonly theirs: Draft } {
  const chance = chanceOf(seed)
  const base = randomDraft(chance)
  return { base, ours: edited(base, 'o', chance), theirs: edited(base, 't', chance) }
}

/** Elements that both sides added under one name: theirs has no room. */
function clashes(ours: Draft, theirs: Draft, base: Draft): readonly string[] {
  const news = (list: readonly { id: string; key: string }[], old: readonly { id: string }[]) =>
    list.filter((one) => !old.some((each) => each.id === one.id))
  const inList = (
    way: string,
    o: readonly { id: string; key: string }[],
    t: readonly { id: string; key: string }[],
    b: readonly { id: string }[],
  ): readonly string[] =>
    news(t, b)
      .filter((one) => o.some((each) => each.key === one.key))
      .map((one) => `${way}/${one.id}`)
  return [
    ...inList('', ours.entity, theirs.entity, base.entity),
    ...theirs.entity.flatMap((entity) => {
      const [o, b] = [ours.entity, base.entity].map((list) => list.find((one) => one.id === entity.id))
      return o && b ? inList(`/${entity.id}/fields`, o.fields, entity.fields, b.fields) : []
    }),
  ]
}

const within = (way: string, outer: readonly string[]): boolean =>
  outer.some((one) => way === `${one}@` || way.startsWith(`${one}/`))

/** Conflict paths name elements by key; here by id, as cells do. */
function byIds(path: string, sides: readonly Draft[]): string {
  const [, folder, key, ...rest] = path.split('/')
  if (folder !== 'entities' || key === undefined) return path
  const entity = sides.map((side) => side.entity.find((one) => one.key === key)).find((one) => one)
  const id = entity?.id ?? key
  if (rest[0] !== 'fields' || rest[1] === undefined) return [`/${id}`, ...rest].join('/')
  const own = sides.flatMap((side) => side.entity.filter((one) => one.id === id).flatMap((one) => one.fields))
  const field = own.find((one) => one.key === rest[1])?.id ?? rest[1]
  const inner = rest.slice(2)
  return [`/${id}`, 'fields', field, ...inner].join('/')
}

describe('a merge', () => {
  it('keeps every edit that is in no conflict and tells every conflict', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const sides = sidesOf(seed)
        const { base, ours, theirs } = sides
        const { value, conflicts } = mergeApps({
          base: appOf(base),
          ours: appOf(ours),
          theirs: appOf(theirs),
        })
        const [b, o, t] = [cellsOf(base.entity), cellsOf(ours.entity), cellsOf(theirs.entity)]
        const expected = expectedMerge({ base: b, ours: o, theirs: t })
        const left = clashes(ours, theirs, base)
        const cells = (all: Cells): unknown =>
          Object.fromEntries(
            [...all]
              .filter(([way]) => !within(way, left))
              .map(([way, one]) => [way, way.endsWith('@') ? true : one]),
          )
        expect(cells(cellsOf(value.entity))).toEqual(cells(expected.cells))
        const told = conflicts.map((one) => one.path).filter((path) => !path.endsWith('(order)'))
        const ids = told.map((path) => byIds(path, [base, ours, theirs]))
        const wanted = [...expected.conflicts]
          .filter((way) => !within(way, left))
          .map((way) => way.replace('@', ''))
        for (const way of wanted) expect(ids).toContain(way)
        expect(told).toHaveLength(new Set([...wanted, ...left]).size)
      }),
      { numRuns: runs },
    )
  }, 900_000)

  it('of what only one side changed is that side, byte by byte', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { base, ours, theirs } = sidesOf(seed)
        const [b, o, t] = [appOf(base), appOf(ours), appOf(theirs)]
        expect(bytes(mergeApps({ base: b, ours: o, theirs: o }).value)).toEqual(bytes(o))
        expect(bytes(mergeApps({ base: o, ours: o, theirs: o }).value)).toEqual(bytes(o))
        expect(bytes(mergeApps({ base: b, ours: b, theirs: t }).value)).toEqual(bytes(t))
        expect(bytes(mergeApps({ base: b, ours: o, theirs: b }).value)).toEqual(bytes(o))
        expect(mergeApps({ base: b, ours: b, theirs: t }).conflicts).toEqual([])
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
  }, 900_000)

  it('takes theirs where somebody says so', () => {
    const base = appOf({ entity: [] })
    const named = (zh: string): AppDocuments => ({ ...base, app: { ...base.app, label: { zh } } })
    const three = { base: named('甲'), ours: named('乙'), theirs: named('丙') }
    expect(mergeApps(three).value.app.label).toEqual({ zh: '乙' })
    expect(mergeApps(three).conflicts).toEqual([
      { path: '/app.json/label/zh', base: '甲', ours: '乙', theirs: '丙' },
    ])
    expect(mergeApps(three, { choose: () => 'theirs' }).value.app.label).toEqual({ zh: '丙' })
  })
})
