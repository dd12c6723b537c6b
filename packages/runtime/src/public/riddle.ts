import { hash, randomUUID } from 'node:crypto'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { sealed, unsealed } from './keys.ts'

/** How long a riddle may be answered, in seconds: a long form takes its time. */
const livesSeconds = 2 * 3600
/** How long after that its session goes on with a new one, so that files that were brought are not lost. */
const renewedSeconds = 24 * 3600

type Inside = {
  /** Link. */
  readonly l: string
  /** Session. */
  readonly s: string
  /** End, in seconds. */
  readonly e: number
  /** Leading zero bits asked for. */
  readonly b: number
}

/** A riddle to be solved before anything is taken: find a number so that SHA-256 of `token:number` begins with `bits` zeros. */
export type Riddle = { readonly token: string; readonly bits: number; readonly expiresAt: string }

/** What a solved riddle stands for: one visitor, who may submit once. */
export type Session = { readonly id: string; readonly link: string }

function isInside(value: unknown): value is Inside {
  const one = value as Partial<Inside> | null | undefined
  return (
    typeof one?.l === 'string' &&
    typeof one.s === 'string' &&
    typeof one.e === 'number' &&
    typeof one.b === 'number'
  )
}

async function read(workspace: Workspace, token: unknown): Promise<Inside | undefined> {
  const inside = await unsealed(workspace, 'riddle', token)
  return isInside(inside) ? inside : undefined
}

const seconds = (workspace: Workspace): number => Math.floor(workspace.options.clock() / 1000)

/** Makes a riddle for a link. With an earlier one of the same link its session goes on. */
export async function newRiddle(
  workspace: Workspace,
  given: { readonly link: string; readonly bits: number; readonly earlier?: unknown },
): Promise<Riddle> {
  const now = seconds(workspace)
  const earlier = given.earlier === undefined ? undefined : await read(workspace, given.earlier)
  const goesOn = earlier !== undefined && earlier.l === given.link && now < earlier.e + renewedSeconds
  const end = now + livesSeconds
  const session = goesOn ? earlier.s : randomUUID()
  const token = await sealed(workspace, 'riddle', { l: given.link, s: session, e: end, b: given.bits })
  return { token, bits: given.bits, expiresAt: new Date(end * 1000).toISOString() }
}

/** Leading zero bits of a digest. */
function zeroBits(digest: Buffer): number {
  let bits = 0
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24
    bits += 8
  }
  return bits
}

/** Checks a riddle's answer; throws PUBLIC_PROOF for one that is forged, wrong, of another link or too late. */
export async function solved(
  workspace: Workspace,
  given: { readonly link: string; readonly token: unknown; readonly answer: unknown },
): Promise<Session> {
  const { link, token, answer } = given
  const inside = await read(workspace, token)
  const isFit = inside !== undefined && inside.l === link && seconds(workspace) < inside.e
  if (!isFit || typeof answer !== 'string' || !/^\d{1,16}$/.test(answer)) throw errors.PUBLIC_PROOF()
  if (zeroBits(hash('sha256', `${String(token)}:${answer}`, 'buffer')) < inside.b) throw errors.PUBLIC_PROOF()
  return { id: inside.s, link }
}
