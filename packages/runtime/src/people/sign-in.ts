import type { PeopleTables, UserRow, WorkspaceStore } from '@mortise/store'
import { errors } from '../errors.ts'
import { decoyHash, hashPassword, passwordIsFit, verifyPassword } from './password.ts'
import { newToken, tokenHash } from './token.ts'

/** Where a sign-in comes from. */
export type SignInOrigin = { readonly ip: string | null; readonly agent: string | null }

/** A signed-in person and the secret that goes into the cookie. */
export type SignedIn = { readonly token: string; readonly user: UserRow; readonly expiresAt: string }

const attemptWindowSeconds = 300
const attemptsPerAccount = 10
const attemptsPerAddress = 60
const sessionDays = 14

/** /64 of an IPv6 address or the whole IPv4 one: what one person can hold many of counts as one. */
export function addressBlock(ip: string): string {
  const plain = ip.replace(/^::ffff:/, '')
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}

async function countAttempts(people: PeopleTables, email: string, ip: string | null): Promise<void> {
  const account = await people.countAttempt(`account:${email}`, attemptWindowSeconds)
  const address =
    ip === null ? 0 : await people.countAttempt(`address:${addressBlock(ip)}`, attemptWindowSeconds)
  if (account > attemptsPerAccount || address > attemptsPerAddress)
    throw errors.SIGN_IN_TOO_OFTEN({ minutes: Math.ceil(attemptWindowSeconds / 60) })
}

/**
 * Checks a password and opens a session. An unknown account, a wrong password and a disabled account all answer the
 * same, after the same work.
 */
export async function signIn(
  workspace: WorkspaceStore,
  given: { readonly email: string; readonly password: string },
  options: SignInOrigin & { readonly now: number },
): Promise<SignedIn> {
  const email = given.email.normalize('NFKC').trim().toLowerCase()
  await countAttempts(workspace.people, email, options.ip)
  const found = await workspace.people.credentials(email)
  const right = await verifyPassword(given.password, found?.passwordHash ?? (await decoyHash()))
  if (!right || found === null || found.passwordHash === null || !found.active) {
    await workspace.side.audit({
      action: 'sign_in_failed',
      actor: null,
      actorName: email,
      via: 'ui',
      ip: options.ip,
      entity: null,
      recordId: null,
      data: {},
    })
    throw errors.SIGN_IN_FAILED()
  }
  await workspace.people.clearAttempts(`account:${email}`)
  return openSession(workspace, found.userId, options)
}

/** Opens a session for a person who proved who they are. */
export async function openSession(
  workspace: WorkspaceStore,
  userId: string,
  options: SignInOrigin & { readonly now: number },
): Promise<SignedIn> {
  const token = newToken()
  const expiresAt = new Date(options.now + sessionDays * 86_400_000).toISOString()
  return workspace.transaction(async (tx) => {
    const { ip, agent } = options
    await tx.people.createSession({ tokenHash: tokenHash(token), userId, expiresAt, ip, agent })
    const user = await tx.people.user(userId)
    if (user === null) throw errors.SIGN_IN_FAILED()
    await tx.side.audit({
      action: 'sign_in',
      actor: userId,
      actorName: user.name,
      via: 'ui',
      ip,
      entity: null,
      recordId: null,
      data: {},
    })
    return { token, user, expiresAt }
  })
}

/** Sets a new password; every other session of the person ends at once. */
export async function changePassword(
  workspace: WorkspaceStore,
  change: { readonly userId: string; readonly password: string; readonly keepSession?: string },
): Promise<void> {
  if (!passwordIsFit(change.password)) throw errors.PASSWORD_TOO_WEAK()
  const passwordHash = await hashPassword(change.password)
  await workspace.transaction(async (tx) => {
    await tx.people.updateUser(change.userId, { passwordHash })
    await tx.people.endSessionsOf(change.userId, change.keepSession)
  })
}
