import type { Expression, Json } from '@mortise/expressions'
import type { GrantDocument, ScopeDocument } from '@mortise/schema'
import type { RecordAct, RowScope } from '../types.ts'
import { guarded } from './guard.ts'
import { sharedScope } from './shared.ts'

const owner: Json = { var: 'owner' }
const department: Json = { var: 'department' }

// Equality sees null as a value; a person without a department must not match records without one.
const own: Json = { and: [{ '!=': [owner, null] }, { '==': [owner, { user: 'id' }] }] }
const sameDepartment: Json = {
  and: [{ '!=': [department, null] }, { '==': [department, { user: 'dept' }] }],
}
const departmentBelow: Json = { in: [department, { user: 'deptTree' }] }

// Departments of the region are known with the person, so that no statement has to join them.
const sameRegion: Json = { in: [department, { user: 'regionDepts' }] }

const named: { readonly [S in Exclude<ScopeDocument['scope'], 'condition'>]: RowScope } = {
  own,
  // One's own records stay in sight after a move to another department.
  department: { or: [own, sameDepartment] },
  department_below: { or: [own, departmentBelow] },
  region: { or: [own, sameRegion] },
  shared: false,
  all: null,
  none: false,
}

/** What a grant is for. Sharing adds to reading and changing; what else may be done stays with the scope alone. */
export type GrantAct = 'read' | RecordAct | 'assignTo'

const added: { readonly [A in GrantAct]?: Json } = { read: sharedScope('read'), update: sharedScope('write') }
const asked: { readonly [A in GrantAct]: Json } = {
  read: sharedScope('read'),
  export: sharedScope('read'),
  print: sharedScope('read'),
  update: sharedScope('write'),
  delete: sharedScope('write'),
  share: sharedScope('write'),
  assignTo: sharedScope('write'),
}

/** The rows a grant stands for. */
export function scopeOf(grant: GrantDocument | undefined, act: GrantAct): RowScope {
  if (grant === undefined || grant === false) return false
  if (grant === true) return null
  if (grant.scope === 'shared') return asked[act]
  const scope = grant.scope === 'condition' ? guarded(grant.condition) : named[grant.scope]
  const more = added[act]
  return more === undefined || scope === null || scope === false ? scope : { or: [scope, more] }
}

/** Rows of any of the scopes. */
export function anyOf(scopes: readonly RowScope[]): RowScope {
  if (scopes.includes(null)) return null
  const conditions = [
    ...new Map(scopes.filter((one) => one !== false).map((one) => [JSON.stringify(one), one])).values(),
  ]
  if (conditions.length === 0) return false
  return conditions.length === 1 ? (conditions[0] ?? false) : { or: conditions }
}

/**
 * The same condition seen from a child row: every name is looked up behind the link to the parent. Conditions over
 * relations or former values can't be moved; they let nobody in.
 */
export function throughLink(scope: RowScope, link: string): RowScope {
  if (scope === null || scope === false) return scope
  const moved = moveNames(scope, link)
  return moved === undefined ? false : moved
}

const immovable = new Set(['prev', 'changed', 'isNew', 'lookup', 'tally'])
const overRows = new Set([
  'sumOf',
  'avgOf',
  'minOf',
  'maxOf',
  'countOf',
  'countDistinctOf',
  'some',
  'all',
  'none',
])

function moveNames(value: Expression, link: string): Json | undefined {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return moveAll(value as readonly Json[], link)
  const [name, given] = Object.entries(value)[0] ?? ['', null]
  if (immovable.has(name) || overRows.has(name)) return undefined
  if (name === 'user') return value
  if (name !== 'var') {
    const args = moveNames(given, link)
    return args === undefined ? undefined : { [name]: args }
  }
  if (typeof given === 'string') return { var: `${link}.${given}` }
  if (!Array.isArray(given) || typeof given[0] !== 'string') return undefined
  const rest = moveAll((given as readonly Json[]).slice(1), link)
  return rest === undefined ? undefined : { var: [`${link}.${given[0]}`, ...rest] }
}

function moveAll(values: readonly Json[], link: string): readonly Json[] | undefined {
  const moved: Json[] = []
  for (const value of values) {
    const one = moveNames(value, link)
    if (one === undefined) return undefined
    moved.push(one)
  }
  return moved
}
