import type { EntityAccess } from '../types.ts'

/**
 * What an actor can read of a field on some row at least. A role that lets him write a field of new records, but read
 * none, gives nothing here.
 */
export function readRight(rights: EntityAccess | undefined, key: string): 'read' | 'masked' | 'hidden' {
  if (rights === undefined || rights.field(key) === 'hidden') return 'hidden'
  if (rights.fieldScope(key, 'read') !== false) return 'read'
  return rights.fieldScope(key, 'masked') === false ? 'hidden' : 'masked'
}
