import { createHash } from 'node:crypto'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { rowsSql, textSql } from '../values.ts'

/*
 * Each sealed entry has a position and a hash over the hash before it and all its own columns, so that whoever changes,
 * removes or slips in a sealed entry has to change every hash after it. The newest hash (`head`), kept elsewhere (a
 * backup's manifest, a mail to the auditor), makes cutting off the end visible as well.
 *
 * Sealing runs behind the writers, not in them: a chain inside each transaction would let only one of them commit at a
 * time. Entries are sealed in the order of `seq`, but only those of transactions that can no longer be outrun: older
 * than every running one. An entry that commits late gets a later position, never one in the middle.
 */

type Sealed = {
  readonly seq: number
  readonly position: number | null
  readonly hash: string | null
  /** All other columns as Postgres writes them: the same text for the same entry, always. */
  readonly content: string
}

const batch = 1000
const start = '0'.repeat(64)
const content = rawSql(
  `json_build_array(seq, extract(epoch from at), action, actor, actor_name, via, ip, entity, record_id, data)::text`,
)

function chainHash(previous: string, position: number, entry: Sealed): string {
  return createHash('sha256').update(`${previous}\n${position}\n${entry.content}`).digest('hex')
}

async function head(context: SystemContext): Promise<{ readonly position: number; readonly hash: string }> {
  const row = await context.runner.first<{ position: number; hash: string }>(sql`select position, hash
    from ${context.table('audit')} where position is not null order by position desc limit 1`)
  return row ?? { position: 0, hash: start }
}

/** Entries of a restored backup come from another server, whose transaction numbers may be far ahead. */
const final = rawSql(`(transaction_id < pg_snapshot_xmin(pg_current_snapshot())
  or transaction_id > pg_snapshot_xmax(pg_current_snapshot()))`)

async function sealBatch(context: SystemContext): Promise<number> {
  const { runner } = context
  const audit = context.table('audit')
  await runner.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${textSql(`mortise.audit ${context.schema}`)}, 0))`,
  )
  const entries =
    await runner.rows<Sealed>(sql`select seq, position, hash, ${content} as content from ${audit}
    where position is null and ${final} order by seq limit ${bindSql(batch)}`)
  let last = await head(context)
  const sealed = entries.map((entry) => {
    const position = last.position + 1
    last = { position, hash: chainHash(last.hash, position, entry) }
    return { seq: entry.seq, ...last }
  })
  await runner.change(sql`update ${audit} a set position = x.position, hash = x.hash
    from json_to_recordset(${rowsSql(sealed)}) as x (seq bigint, position bigint, hash text) where a.seq = x.seq`)
  return sealed.length
}

/** Seals what is final; returns how many entries. Safe to call from several processes. */
async function sealAudit(context: SystemContext): Promise<number> {
  for (let total = 0; ; ) {
    const sealed = await context.atomically('sealAudit', sealBatch)
    total += sealed
    if (sealed < batch) return total
  }
}

/** Walks the chain from its start. `brokenAt` is the position where it first does not hold. */
async function verifyAudit(context: SystemContext): ReturnType<SideTables['verifyAudit']> {
  const { runner } = context
  const audit = context.table('audit')
  let last = { position: 0, hash: start }
  for (;;) {
    const entries =
      await runner.rows<Sealed>(sql`select seq, position, hash, ${content} as content from ${audit}
      where position > ${bindSql(last.position)}::bigint order by position limit ${bindSql(batch)}`)
    for (const entry of entries) {
      const position = last.position + 1
      const hash = chainHash(last.hash, position, entry)
      if (entry.position !== position || entry.hash !== hash)
        return { ok: false, sealed: last.position, head: last.hash, brokenAt: position }
      last = { position, hash }
    }
    if (entries.length < batch) return { ok: true, sealed: last.position, head: last.hash, brokenAt: null }
  }
}

/** The chain over the audit log. */
export function auditChain(context: SystemContext): Pick<SideTables, 'sealAudit' | 'verifyAudit'> {
  return { sealAudit: () => sealAudit(context), verifyAudit: () => verifyAudit(context) }
}
