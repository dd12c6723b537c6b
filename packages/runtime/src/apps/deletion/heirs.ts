import type { AppDocument, RoleDocument } from '@mortise/schema'
import type { UserRow } from '@mortise/store'
import type { StoredDocument } from '../../design/assemble.ts'
import { baseApp } from '../base.ts'

/** Who stays an administrator by another role, and the documents that takes. */
export type Heirs = {
  readonly users: readonly UserRow[]
  readonly role: string
  readonly rows: readonly StoredDocument[]
}

type Json = StoredDocument['json']

const isAdminRole = ({ kind, json }: StoredDocument): boolean =>
  kind === 'role' && (json as unknown as RoleDocument).admin === true

const keysOf = (rows: readonly StoredDocument[]): ReadonlySet<string> => new Set(rows.map(({ key }) => key))

/** What holds for the whole workspace is said by its first app: it does not change with the app that goes. */
function shelter(gone: readonly StoredDocument[]): Json {
  const app = gone.find(({ kind }) => kind === 'app')?.json as unknown as AppDocument | undefined
  const { currency, timeZone, fiscalYearStart, locale } = app ?? baseApp.app
  const kept = Object.entries({ currency, timeZone, fiscalYearStart, locale })
  const said = kept.filter(([, value]) => value !== undefined)
  return { ...baseApp.app, ...Object.fromEntries(said) } as unknown as Json
}

/**
 * Whoever is an administrator only by a role of an app that goes stays one: by the role of the workspace itself, which is
 * made where there is none. Nobody locks the door behind himself.
 */
export function heirsOf(
  users: readonly UserRow[],
  { gone, stays }: { readonly gone: readonly StoredDocument[]; readonly stays: readonly StoredDocument[] },
): Heirs {
  const [role] = baseApp.role
  const key = role?.key ?? ''
  const [lost, left] = [keysOf(gone.filter(isAdminRole)), keysOf(stays.filter(isAdminRole))]
  const heirs = users.filter(
    (user) => user.roles.some((one) => lost.has(one)) && !user.roles.some((one) => left.has(one)),
  )
  if (heirs.length === 0) return { users: [], role: key, rows: [] }
  const app = baseApp.app.key
  const has = (kind: string, name: string): boolean =>
    stays.some((row) => row.kind === kind && row.key === name)
  const rows: readonly StoredDocument[] = [
    { kind: 'app', key: app, app, json: shelter(gone) },
    { kind: 'role', key, app, json: role as unknown as Json },
  ]
  return { users: heirs, role: key, rows: rows.filter((row) => !has(row.kind, row.key)) }
}
