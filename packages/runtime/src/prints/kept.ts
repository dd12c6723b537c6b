import type { LocalizedText } from '@mortise/errors'
import { type Actor, auditedBy, type KeptPrintRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import type { OpenFile } from '../files/types.ts'
import { entityFor } from '../records/entity-for.ts'
import { readCode, shownCode } from './code.ts'
import { entityOf, mayHave } from './kept-rights.ts'

/** A kept document as its record shows it. */
export type KeptPrint = {
  readonly id: string
  readonly name: string
  readonly label: LocalizedText
  readonly number: string
  /** As it is printed. */
  readonly code: string
  readonly hash: string
  /** Bytes. */
  readonly size: number
  readonly version: number
  readonly by: string
  readonly at: string
}

const page = 50

/** A kept document in the words of those who may have it. */
export function shownKept(row: KeptPrintRow): KeptPrint {
  const { id, name, number, hash, size, version, byName, createdAt } = row
  const label = row.label as LocalizedText
  return {
    id,
    name,
    label,
    number,
    hash,
    size,
    version,
    by: byName,
    at: createdAt,
    code: shownCode(row.code),
  }
}

/** Kept documents of a record that the actor may have, the newest first; `next` goes on. */
export async function keptPrints(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly id: string; readonly before?: string | undefined },
): Promise<{ readonly rows: readonly KeptPrint[]; readonly next: string | null }> {
  const entity = entityFor(unit, actor, given.entity)
  if ((await unit.door(actor).get(entity.key, given.id, { fields: [] })) === null)
    throw errors.RECORD_NOT_FOUND()
  const found = await unit.tx.side.keptPrints.ofRecord({
    entity: entity.document.id ?? entity.key,
    recordId: given.id,
    limit: page,
    before: given.before,
  })
  const rows: KeptPrint[] = []
  for (const row of found) if (await mayHave(unit, actor, row)) rows.push(shownKept(row))
  return { rows, next: found.length === page ? (found.at(-1)?.id ?? null) : null }
}

/**
 * A kept document, byte by byte as it was drawn. Throws KEPT_PRINT_NOT_FOUND, in the same words for one that is not there, one
 * of a record out of reach, and one with something in it that the actor may not read. Told in the audit log.
 */
export async function openKept(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<{ readonly row: KeptPrint; readonly file: OpenFile }> {
  const row = await workspace.unit(async (unit) => {
    const found = await unit.tx.side.keptPrints.find(id)
    const entity = found === null ? undefined : entityOf(unit, found.entity)
    if (found === null || entity === undefined) throw errors.KEPT_PRINT_NOT_FOUND()
    const known = unit.published.access(actor).entity(entity.key) !== undefined
    const record = known ? await unit.door(actor).get(entity.key, found.recordId, { fields: [] }) : null
    if (record === null || !(await mayHave(unit, actor, found))) throw errors.KEPT_PRINT_NOT_FOUND()
    await unit.tx.side.audit({
      action: 'print',
      ...auditedBy(actor),
      entity: entity.key,
      recordId: found.recordId,
      data: { template: found.template, version: found.version, kept: found.id },
    })
    return found
  })
  const file = await workspace.options.files.open(row.hash)
  if (file === null) throw errors.KEPT_PRINT_NOT_FOUND()
  return { row: shownKept(row), file }
}

/** What a stranger with a code hears of a document: what it is called, of when and of whom, and nothing that is in it. */
export type Verified = {
  readonly code: string
  readonly label: LocalizedText
  readonly number: string
  readonly company: string
  readonly at: string
  /** Whether the bytes in question are those that were kept; null where none were asked about. */
  readonly same: boolean | null
}

/** Looks a code up for anybody. `hash` is the SHA-256 of a file that is to be compared. Throws VERIFY_UNKNOWN. */
export async function verifyPrint(workspace: Workspace, typed: string, hash?: string): Promise<Verified> {
  const code = readCode(typed)
  const row = code === null ? null : await workspace.store.side.keptPrints.byCode(code)
  if (row === null) throw errors.VERIFY_UNKNOWN()
  const { number, company, createdAt } = row
  const same = hash === undefined ? null : row.hash === hash.toLowerCase()
  return {
    code: shownCode(row.code),
    label: row.label as LocalizedText,
    number,
    company,
    at: createdAt,
    same,
  }
}
