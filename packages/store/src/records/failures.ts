import type { Json } from '@mortise/expressions'
import { databaseFailure } from '../database/failures.ts'
import { objectName } from '../ddl/names.ts'
import { uniqueIndexName } from '../ddl/columns.ts'
import { storeErrors } from '../errors.ts'
import { tableName } from '../sql/names.ts'
import type { EntityShape } from './shape.ts'

/** Says in the words of the entity what a broken constraint means; passes everything else on. */
export function explainFailure(shape: EntityShape, error: unknown): unknown {
  const failure = databaseFailure(error)
  if (failure?.code === '23505') return duplicate(shape, failure.constraint ?? '', error)
  if (failure?.code === '23503') return brokenLink(shape, failure.constraint ?? '', error)
  if (failure?.code === '22003')
    return storeErrors.STORE_VALUE_INVALID({ reason: 'number out of range' }, { cause: error })
  if (failure?.code === '54000')
    return storeErrors.STORE_VALUE_INVALID({ reason: 'too long for an indexed field' }, { cause: error })
  if (failure?.code === '22P02')
    return storeErrors.STORE_VALUE_INVALID({ reason: 'wrong form' }, { cause: error })
  return error
}

/** Which of many new rows broke a constraint, by the values that Postgres names; undefined where it names none of theirs. */
export function brokenRow(
  error: unknown,
  rows: readonly { readonly [column: string]: Json }[],
): number | undefined {
  const { detail = '' } = databaseFailure(error) ?? {}
  const [, names, values] = /\(([^()]*)\)=\((.*)\)/su.exec(detail) ?? []
  if (names === undefined) return undefined
  const keys = names.split(', ').map((name) => name.replaceAll('"', ''))
  // Of two in one list that are the same it is the second that does not fit.
  const at = rows.findLastIndex((row) => keys.map((key) => String(row[key] ?? null)).join(', ') === values)
  return at === -1 ? undefined : at
}

function duplicate(shape: EntityShape, constraint: string, cause: unknown): Error {
  const table = tableName(shape.key)
  const field = shape.stored.find(({ key }) => objectName([table, key], 'key') === constraint)
  const unique = shape.entity.document.uniques?.find(
    (one) => uniqueIndexName(shape.key, one.key) === constraint,
  )
  const fields = field ? [field.key] : (unique?.fields ?? ['id'])
  const message = { zh: '该值已被另一条记录使用', en: 'this value is used by another record' }
  const details = fields.map((path) => ({ path, code: 'RECORD_DUPLICATE_VALUE', message }))
  return storeErrors.RECORD_DUPLICATE_VALUE({ name: fields.join(', ') }, { details, cause })
}

function brokenLink(shape: EntityShape, constraint: string, cause: unknown): Error {
  const table = tableName(shape.key)
  const field = shape.stored.find(
    ({ key, join }) =>
      objectName([table, key], 'fkey') === constraint ||
      (join !== undefined && `${join}_target` === constraint),
  )
  return field === undefined
    ? storeErrors.RECORD_IN_USE({ entity: usedBy(shape, constraint), count: '≥1', names: '—' }, { cause })
    : missingLink(field.key, cause)
}

function usedBy(shape: EntityShape, constraint: string): string {
  const found = shape.entity.relations.find(
    ({ target, via }) => objectName([tableName(target), via], 'fkey') === constraint,
  )
  return found?.target ?? constraint
}

/** The same for a linked record that is gone and one that the actor may not see. */
export function missingLink(field: string, cause?: unknown): Error {
  const message = { zh: '关联的记录不存在', en: 'the linked record does not exist' }
  const details = [{ path: field, code: 'RECORD_LINK_MISSING', message }]
  return storeErrors.RECORD_LINK_MISSING({ name: field }, { details, cause })
}
