import { randomId } from '@mortise/ui'
import type { RecordValues } from '@mortise/schema'

/* What a page keeps on this device. A browser may refuse to keep anything: then nothing is kept, and nothing breaks. */

const kept = (token: string, what: string): string => `mortise.form.${token.slice(0, 16)}.${what}`

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function write(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    // Full, or shut off for frames of other sites.
  }
}

const draftDays = 14

/** Keeps what was entered so far. */
export function keepDraft(token: string, values: RecordValues): void {
  write(kept(token, 'draft'), JSON.stringify({ at: Date.now(), values }))
}

/** What was entered and not submitted, if that is not too long ago. */
export function keptDraft(token: string): RecordValues | undefined {
  try {
    const draft = JSON.parse(read(kept(token, 'draft')) ?? 'null') as {
      at: number
      values: RecordValues
    } | null
    if (draft === null || Date.now() - draft.at > draftDays * 86_400_000) return undefined
    return Object.keys(draft.values).length === 0 ? undefined : draft.values
  } catch {
    return undefined
  }
}

/** Forgets it. */
export function dropDraft(token: string): void {
  write(kept(token, 'draft'), null)
}

/** Marks that this device has submitted, and keeps the way to what became of it, where there is one. */
export function keepSent(token: string, progress: string | null): void {
  write(kept(token, 'sent'), progress ?? '1')
}

/** Path of the page that tells what became of what this device submitted last. */
export function keptProgress(token: string): string | undefined {
  const path = read(kept(token, 'sent'))
  return path?.startsWith('/p/') === true ? path : undefined
}

/** Whether this device has submitted. */
export function wasSent(token: string): boolean {
  return read(kept(token, 'sent')) !== null
}

let device: string | undefined

/** A name of this device that tells nothing about it, the same for all forms of this server. */
export function deviceName(): string {
  device ??= read('mortise.device') ?? randomId()
  write('mortise.device', device)
  return device
}
