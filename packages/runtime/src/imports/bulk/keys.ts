import type { Json } from '@mortise/expressions'
import type { NewRow } from '@mortise/forms'
import type { DuplicateDocument } from '@mortise/schema'
import type { ImportPlan } from '../types.ts'
import { foldOf } from '../matches.ts'

/** The texts by which rows of one file are told apart; two rows with one in common may mean the same record. */
export type RowKeys = {
  /** The most that a row has. */
  readonly most: number
  readonly of: (row: NewRow) => readonly string[]
}

/** Makes keys out of the match fields, the blocking duplicate rules and what must be unique. Undefined when there are none. */
export function rowKeys(plan: ImportPlan): RowKeys | undefined {
  const { document, fields } = plan.entity
  const { matchBy, onMatch } = plan.mapping
  const found = new Map<string, readonly [readonly string[], Fold]>()
  // Often a field is matched by, unique and what duplicates are told by, all in one: it is one key.
  const add = (names: readonly string[], normalise: DuplicateDocument['normalise'] = 'none'): void => {
    found.set(JSON.stringify([normalise, ...names]), [names, foldOf(normalise)])
  }
  if (matchBy.length > 0 && onMatch !== 'create') add(matchBy)
  for (const rule of document.duplicates ?? [])
    if (rule.on === 'block' || onMatch === 'review') add(rule.fields, rule.normalise)
  for (const field of fields) if (field.document.unique === true) add([field.key])
  for (const unique of document.uniques ?? []) add(unique.fields)
  const groups = [...found.values()].map(([names, fold], at) => ({ start: String(at), names, fold }))
  if (groups.length === 0) return undefined
  const of = (row: NewRow): readonly string[] => {
    const keys: string[] = []
    for (const { start, names, fold } of groups) {
      let key = start
      for (const name of names) {
        const value = row[name] ?? null
        if (value === null || value === '') {
          key = ''
          break
        }
        key += `\u0000${textOf(value, fold)}`
      }
      if (key !== '') keys.push(key)
    }
    return keys
  }
  return { most: groups.length, of }
}

type Fold = (text: string) => string

function textOf(value: Json, fold: Fold): string {
  return typeof value === 'string' ? fold(value) : JSON.stringify(value)
}
