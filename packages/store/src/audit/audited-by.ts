import type { AuditEntry } from '../tables/audit.ts'
import type { Actor } from '../types.ts'

/** Who did something and which way they came, as every entry of the audit log tells it. */
export function auditedBy(actor: Actor): Pick<AuditEntry, 'actor' | 'actorName' | 'via' | 'ip'> {
  return { actor: actor.userId, actorName: actor.name, via: actor.via, ip: actor.ip ?? null }
}
