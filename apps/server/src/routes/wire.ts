import type { Json } from '@mortise/expressions'
import type { StoredRecord } from '@mortise/store'
import type { FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'

/** A record as it travels. */
export type WireRecord = { readonly id: string; readonly version: number; readonly [field: string]: Json }

/** Puts id and version beside the values. */
export function wire(record: StoredRecord): WireRecord {
  const { id, version, values, deletedAt } = record
  // What everybody may read of a record has both already.
  if (deletedAt === null && values['id'] === id && values['version'] === version) return values as WireRecord
  return { ...values, id, version, ...(deletedAt === null ? {} : { deleted_at: deletedAt }) }
}

/** The version a writer saw: `If-Match: 3` (or `"3"`), or `version` in the body. */
export function expectedVersion(
  request: FastifyRequest,
  body?: { readonly [key: string]: unknown },
): number | undefined {
  const header = request.headers['if-match']
  const given = header === undefined ? body?.['version'] : header.replace(/^W\//, '').replaceAll('"', '')
  if (given === undefined || given === null || given === '*') return undefined
  const version = Number(given)
  if (!Number.isInteger(version)) throw errors.REQUEST_INVALID({ why: 'If-Match' })
  return version
}
