import type { Json } from '@mortise/expressions'
import { isMortiseError, type Localized } from '@mortise/errors'
import type { Actor, NewPublication, PublicationRow, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { withDrafts } from './assemble.ts'
import { propose, type Proposal } from './proposal.ts'

/** What came of asking for a publication: the version, or the id of what a worker now prepares. */
export type Asked<T> = T | { readonly publication: string }

/** Everything that is kept of a publication until it can be carried out. */
export type Ask = Omit<NewPublication, 'rows' | 'audit'> & { readonly audit: AuditLine }

/** A line of the audit log, without the version that nobody knows yet. */
export type AuditLine = {
  readonly action: string
  readonly data: { readonly [key: string]: Json }
  readonly actor: string | null
  readonly actorName: string
  readonly via: string
  readonly ip: string | null
}

/** Who does what, as the audit log tells it. */
export function auditLine(
  { userId, name, via, ip }: Actor,
  entry: { readonly action: string; readonly data: { readonly [key: string]: Json } },
): AuditLine {
  return { ...entry, actor: userId, actorName: name, via, ip: ip ?? null }
}

/** How far a publication is. `done` and `rows` count records. */
export type PublicationState = {
  readonly id: string
  readonly state: PublicationRow['state']
  readonly rows: number
  readonly done: number
  readonly version: number | null
  readonly error: { readonly code: string; readonly message: Localized } | null
}

/** Whether a publication failed only because a large table has to be prepared for it. */
function wantsPreparation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'STORE_CHANGE_UNPREPARED'
}

/**
 * Carries a publication out at once where that is a matter of moments. Where it changes types on a large table, it is
 * kept as it was asked for, a worker prepares it beside the running work, and carries it out when it is ready.
 */
export async function orPrepared<T>(
  workspace: Workspace,
  work: () => Promise<T>,
  ask: () => Promise<Ask>,
): Promise<Asked<T>> {
  try {
    return await work()
  } catch (error) {
    if (!wantsPreparation(error)) throw error
    return { publication: await keep(workspace, await ask()) }
  }
}

async function keep(workspace: Workspace, ask: Ask): Promise<string> {
  const { before, after, steps } = await proposalOf(workspace, ask)
  const rows = await workspace.store.typeChanges.size(steps, { before, after })
  return workspace.unit(async (unit) => {
    const id = await unit.tx.design.publications.add({ ...ask, audit: ask.audit as unknown as Json, rows })
    await unit.tx.jobs.add([{ kind: 'publication', payload: { id }, runAt: unit.now, maxAttempts: 20 }])
    return id
  })
}

type Documents = Pick<PublicationRow, 'documents'>

/** What a kept publication would do to what is published by now. */
async function proposalOf(
  { store, options }: { readonly store: Pick<Transaction, 'design'>; readonly options: Workspace['options'] },
  { documents }: Documents,
): Promise<Proposal> {
  const version = await store.design.currentVersion()
  const published = await store.design.published(version)
  const laid = documents.map((one) => ({ ...one, deleted: one.json === null }))
  const proposed = withDrafts(published, laid)
  return propose({ published, proposed, version }, options.kit)
}

/** Refuses where somebody published one of the same documents since: that would be taken back unseen. */
async function refuseStale(tx: Transaction, row: PublicationRow): Promise<void> {
  const current = await tx.design.currentVersion()
  if (current === row.baseVersion) return
  const [then, now] = [await tx.design.published(row.baseVersion), await tx.design.published(current)]
  const textOf = (rows: typeof now) =>
    new Map(rows.map(({ kind, key, json }) => [`${kind}/${key}`, JSON.stringify(json)]))
  const [before, after] = [textOf(then), textOf(now)]
  const names = row.documents.map(({ kind, key }) => `${kind}/${key}`)
  const moved = names.filter((name) => before.get(name) !== after.get(name))
  if (moved.length > 0) throw errors.PUBLICATION_STALE({ documents: moved.join(', ') })
}

export type Carry = (
  tx: Transaction,
  proposal: Proposal,
  given: {
    readonly documents: PublicationRow['documents']
    readonly author: string | null
    readonly note: string | null
  },
) => Promise<number>

/** Carries a kept publication out in one transaction; drafts that were written since stay drafts. */
async function carryOut(workspace: Workspace, row: PublicationRow, carry: Carry): Promise<void> {
  const line = row.audit as unknown as AuditLine
  await workspace.store.transaction(async (tx) => {
    await refuseStale(tx, row)
    const revs = new Map(row.drafts.map(({ kind, key, rev }) => [`${kind}/${key}`, rev]))
    const names = new Set(row.documents.map(({ kind, key }) => `${kind}/${key}`))
    const later = (await tx.design.drafts()).filter(({ kind, key, rev }) => {
      const name = `${kind}/${key}`
      return names.has(name) && revs.get(name) !== rev
    })
    const proposal = await proposalOf({ store: tx, options: workspace.options }, row)
    const { documents, note } = row
    const version = await carry(tx, proposal, { documents, note, author: line.actor })
    for (const { kind, key, app, json, deleted } of later)
      await tx.design.putDraft({ kind, key, app, json: deleted ? null : json, author: line.actor })
    if (row.appBase !== null) await tx.design.putBase({ ...row.appBase, author: line.actor })
    await tx.side.audit({ ...line, data: { ...line.data, version }, entity: null, recordId: null })
    // Canceled in the meantime: nothing of this happened.
    if (!(await tx.design.publications.end(row.id, { state: 'done', version })))
      throw errors.PUBLICATION_ENDED()
  })
  workspace.expire()
  await workspace.store.announce({ topic: 'model' })
}

/** Looks from time to time whether somebody gave a publication up. */
function whileWanted(
  workspace: Workspace,
  id: string,
): { readonly signal: AbortSignal; readonly end: () => void } {
  const stop = new AbortController()
  const timer = setInterval(() => {
    workspace.store.design.publications
      .find(id)
      .then((row) => {
        if (row?.state !== 'preparing') stop.abort()
      })
      // The next look will tell.
      .catch(() => undefined)
  }, 1000)
  return { signal: stop.signal, end: () => clearInterval(timer) }
}

/** What only a person can put right; a table that grew large in the last moment is prepared with the next try. */
const told = (error: unknown): { readonly code: string; readonly message: Localized } | undefined =>
  isMortiseError(error) && error.kind === 'user' && !wantsPreparation(error)
    ? { code: error.code, message: error.text }
    : undefined

/** Prepares what a publication waits for, and carries it out. What only a person can put right ends it. */
export async function runPublication(workspace: Workspace, id: string, carry: Carry): Promise<void> {
  const row = await workspace.store.design.publications.find(id)
  if (row?.state !== 'preparing') return
  const wanted = whileWanted(workspace, id)
  try {
    const { before, after, steps } = await proposalOf(workspace, row)
    await workspace.store.typeChanges.prepare(steps, { before, after }, wanted.signal)
    if (wanted.signal.aborted) return
    await carryOut(workspace, row, carry)
  } catch (error) {
    const why = told(error)
    if (why === undefined) throw error
    await workspace.store.design.publications.end(id, { state: 'failed', error: why as unknown as Json })
  } finally {
    wanted.end()
    await workspace.store.announce({ topic: 'design' })
  }
}

/** How far the publication asked for last is; null where none was. */
export async function publicationState({ store }: Workspace, id?: string): Promise<PublicationState | null> {
  const row =
    id === undefined ? await store.design.publications.last() : await store.design.publications.find(id)
  if (row === null) return null
  const begun = (await store.typeChanges.list()).filter(({ state }) => state !== 'done')
  const done = begun.reduce((sum, { counts }) => sum + (counts.rows ?? 0), 0)
  const { state, rows, version } = row
  const error = row.error as PublicationState['error']
  return { id: row.id, state, rows, done: Math.min(done, rows), version, error }
}

/** Gives up a publication that waits. What was prepared of it is taken away. */
export async function cancelPublication(workspace: Workspace, id: string): Promise<void> {
  const { store } = workspace
  if (!(await store.design.publications.end(id, { state: 'canceled' }))) throw errors.PUBLICATION_ENDED()
  const { model } = await workspace.published()
  await store.typeChanges.discard(model)
  await store.announce({ topic: 'design' })
}
