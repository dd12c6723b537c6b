import { inspectionOf, type Kit } from '@mortise/kit'
import {
  type AppDocuments,
  compileModel,
  documentKey,
  type Model,
  removeElement,
  sameJson,
  usageIndex,
} from '@mortise/schema'
import type { UserRow } from '@mortise/store'
import { assembleApps, documentRows, type StoredDocument } from '../../design/assemble.ts'
import { type Heirs, heirsOf } from './heirs.ts'

/** What is left of a workspace's design without one of its apps. */
export type WithoutApp = {
  /** All documents as they would be. */
  readonly proposed: readonly StoredDocument[]
  /** Documents that go with the app. */
  readonly gone: readonly StoredDocument[]
  /** Who stays an administrator although the role that made them one goes. */
  readonly heirs: Heirs
  /** Documents of others that lose the places which only speak of what goes, with how many those are. */
  readonly touched: readonly { readonly row: StoredDocument; readonly places: number }[]
}

const named = ({ kind, key }: { readonly kind: string; readonly key: string }): string => `${kind} ${key}`

/** Takes an app out of a design, with every place in others that says nothing without it. */
export function withoutApp(
  published: readonly StoredDocument[],
  app: string,
  { kit, users }: { readonly kit: Kit; readonly users: readonly UserRow[] },
): WithoutApp {
  const gone = published.filter((row) => row.app === app)
  const rest = published.filter((row) => row.app !== app)
  const heirs = heirsOf(users, { gone, stays: rest })
  const stays = [...rest, ...heirs.rows]
  const stripped = strip({ stays, gone, kit })
  const before = new Map(stays.map((row) => [named(row), row]))
  const proposed = stripped.apps.flatMap((one) => documentRows(one, documentKey))
  const touched = proposed.flatMap((row) => {
    const old = before.get(named(row))
    if (old === undefined || sameJson(old.json, row.json)) return []
    return [{ row: old, places: stripped.places.get(named(row)) ?? 1 }]
  })
  return { proposed, gone, heirs, touched }
}

function strip(given: {
  readonly stays: readonly StoredDocument[]
  readonly gone: readonly StoredDocument[]
  readonly kit: Kit
}): { readonly apps: readonly AppDocuments[]; readonly places: ReadonlyMap<string, number> } {
  const { stays, gone, kit } = given
  const { checks } = inspectionOf(kit)
  const going = assembleApps(gone)
  const compile = (apps: readonly AppDocuments[]): Model =>
    compileModel({ apps: [...apps, ...going], fieldFacts: kit.fields, version: 0 }).model
  const whole = assembleApps(stays)
  const used = usageIndex(compile(whole), checks)
  const isGone = new Set(gone.map(named))
  const places = new Map<string, number>()
  const apps = gone.reduce<readonly AppDocuments[]>((at, { kind, key }) => {
    const users = used({ kind, key }).filter((usage) => !isGone.has(named(usage)))
    if (users.length === 0 || kind === 'app') return at
    for (const user of users) places.set(named(user), (places.get(named(user)) ?? 0) + 1)
    return removeElement(at, { kind, key }, { model: compile(at), checks })
  }, whole)
  return { apps, places }
}
