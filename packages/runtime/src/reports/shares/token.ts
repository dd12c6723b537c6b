import { hash } from 'node:crypto'

/** What is stored of the token of a link to a report. */
export function shareTokenHash(token: string): string {
  return hash('sha256', `report ${token}`, 'hex')
}
