import type { Json } from '@mortise/expressions'
import type { NewRow } from '@mortise/forms'
import type { ImportPlan } from '../types.ts'
import { foldOf } from '../matches.ts'

/** The texts by which rows of one file are told apart; two rows with one in common may mean the same record. */
export type RowKeys = (row: NewRow) => readonly string[]

/** Makes keys out of the match fields, the blocking duplicate rules and what must be unique. Undefined when there are none. */
export function rowKeys(plan: ImportPlan): RowKeys | undefined {
  const { document, fields } = plan.entity
  const { matchBy, onMatch } = plan.mapping
  const groups: (readonly [readonly string[], (text: string) => string])[] = []
  if (matchBy.length > 0 && onMatch !== 'create') groups.push([matchBy, plainly])
  for (const rule of document.duplicates ?? [])
    if (rule.on === 'block' || onMatch === 'review') groups.push([rule.fields, foldOf(rule.normalise)])
  for (const field of fields) if (field.document.unique === true) groups.push([[field.key], plainly])
  for (const unique of document.uniques ?? []) groups.push([unique.fields, plainly])
  if (groups.length === 0) return undefined
  return (row) => {
    const keys: string[] = []
    for (const [at, [names, fold]] of groups.entries()) {
      let key = String(at)
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
}

const plainly = (text: string): string => text

function textOf(value: Json, fold: (text: string) => string): string {
  return typeof value === 'string' ? fold(value) : JSON.stringify(value)
}
