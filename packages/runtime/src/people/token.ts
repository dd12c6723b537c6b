import { hash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits for cookies and keys. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret: its SHA-256 (the secret itself has full entropy, so no salt is needed). */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex')
}
