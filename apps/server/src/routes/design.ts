import { type Locale, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { inspectionOf } from '@mortise/kit'
import {
  differencesOf,
  type DocumentKind,
  documentKey,
  documentKinds,
  fileOf,
  usagesWithKin,
} from '@mortise/schema'
import {
  type Asked,
  askPublish,
  askRollBack,
  askUndoTypeChange,
  assembleApps,
  cancelPublication,
  frameSites,
  impactOf,
  printHints,
  proposeDrafts,
  publicationState,
  type PublicationState,
  runtimeErrors,
  shutPages,
  typeChangesOf,
} from '@mortise/runtime'
import type { Actor, DesignRow, DesignTables } from '@mortise/store'
import type { FastifyReply } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { readObject, textOf } from './asked.ts'
import { signOf } from './design-live.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const
type AtDocument = { Params: { kind: string; key: string }; Querystring: { draft?: string } }

function kindOf(kind: string): DocumentKind {
  const found = documentKinds.find((one) => one === kind)
  if (found === undefined) throw errors.REQUEST_INVALID({ why: `kind: ${kind}` })
  return found
}

/** Ids of the fields an entity has as it is published: their keys may be in use. */
function fieldIds(published: readonly DesignRow[], key: string): readonly string[] {
  const row = published.find((one) => one.kind === 'entity' && one.key === key)
  const { fields = [] } = (row?.json ?? {}) as { readonly fields?: readonly { readonly id?: string }[] }
  return fields.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

/** Published documents with drafts over them, each saying which it is. */
async function documents(design: DesignTables) {
  const version = await design.currentVersion()
  const [published, drafts] = [await design.published(version), await design.drafts()]
  const drafted = new Map(drafts.map((one) => [`${one.kind}/${one.key}`, one]))
  const former = await design.actingAsPlatform(version)
  const shown = (row: DesignRow, draft: boolean) => ({
    kind: row.kind,
    key: row.key,
    app: row.app,
    rev: row.rev,
    draft,
    json: row.json,
    ...(former.has(`${row.kind}:${row.key}`) ? { platform: true } : {}),
  })
  return {
    version,
    documents: [
      ...published.filter((row) => !drafted.has(`${row.kind}/${row.key}`)).map((row) => shown(row, false)),
      ...drafts.map((row) => ({
        ...shown(row, true),
        ...(row.deleted ? { deleted: true } : {}),
        ...(row.kind === 'entity' ? { publishedFields: fieldIds(published, row.key) } : {}),
      })),
    ],
  }
}

async function appFor(design: DesignTables, named: string | undefined): Promise<string> {
  if (named !== undefined) return named
  const [first] = assembleApps(await design.published())
  if (first === undefined) throw errors.REQUEST_INVALID({ why: 'app ?' })
  return first.app.key
}

/** Rights are given by administrators only: whoever may design must not give himself more than he has. */
function refuseRoles(actor: Actor, kind: string): void {
  if (kind === 'role' && !actor.admin) throw runtimeErrors.FORBIDDEN({ what: 'role' })
}

/** Property by property what a version changed, documents matched by their ids. */
function versionDifferences(before: readonly DesignRow[], after: readonly DesignRow[]): readonly object[] {
  const idOf = (row: DesignRow): string =>
    `${row.kind} ${String((row.json as { readonly id?: string }).id ?? row.key)}`
  const old = new Map(before.map((row) => [idOf(row), row]))
  const now = new Set(after.map(idOf))
  const gone = before.filter((row) => !now.has(idOf(row)))
  return [
    ...gone.map((row) => ({ file: fileOf(row.kind, row.json), path: '', before: row.json })),
    ...after.flatMap((row): readonly object[] => {
      const was = old.get(idOf(row))
      const file = fileOf(row.kind, row.json)
      if (was === undefined) return [{ file, path: '', after: row.json }]
      return differencesOf(was.json as object, row.json as object).map((one) => ({ file, ...one }))
    }),
  ]
}

/** The new version; or 202 with the id of a publication that waits for a large table. */
function answered(reply: FastifyReply, asked: Asked<number>): object {
  if (typeof asked === 'number') return { data: { version: asked } }
  void reply.code(202)
  return { data: asked }
}

function publicationTold(state: PublicationState | null, locale: Locale): object | null {
  if (state === null) return null
  const { error } = state
  return { ...state, error: error && { code: error.code, message: say(error.message, locale) } }
}

/** Everything designers do: drafts, checks, publishing, going back. */
export const design: Routes = (app, context) => {
  const { workspace } = context
  const { store } = workspace
  const kit = workspace.options.kit
  app.get('/api/design', { config }, async () => ({ data: await documents(store.design) }))
  app.get<AtDocument>('/api/design/:kind/:key', { config }, async (request) => {
    const { kind, key } = request.params
    const found = (await documents(store.design)).documents.find(
      (one) => one.kind === kind && one.key === key,
    )
    if (found === undefined) throw runtimeErrors.DESIGN_NOT_FOUND({ kind, key })
    return { data: found }
  })
  app.put<AtDocument>('/api/design/:kind/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const kind = kindOf(request.params.kind)
      refuseRoles(actor, kind)
      const json = readObject(body['json'])
      const named = documentKey(kind, json as { readonly key: string; readonly entity?: string })
      if (named !== request.params.key) throw errors.REQUEST_INVALID({ why: `key: ${named}` })
      const { rev } = body
      const made = await unit.tx.design.putDraft({
        kind,
        key: request.params.key,
        app: await appFor(unit.tx.design, textOf(body, 'app')),
        json: json as Json,
        author: actor.userId,
        ...(typeof rev === 'number' ? { expectedRev: rev } : {}),
      })
      const sign = await signOf(context, actor, { state: 'saved', window: textOf(body, 'window') })
      unit.announce({ topic: 'design', id: `${kind}/${request.params.key}`, sign })
      return { body: { data: made } }
    }),
  )
  app.delete<AtDocument>('/api/design/:kind/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const kind = kindOf(request.params.kind)
      const { key } = request.params
      refuseRoles(actor, kind)
      if (request.query.draft === 'true') {
        await unit.tx.design.dropDraft(kind, key)
        return { status: 204, body: null }
      }
      const row = (await unit.tx.design.published()).find((one) => one.kind === kind && one.key === key)
      // A document that was never published has only its draft to lose.
      if (row === undefined) await unit.tx.design.dropDraft(kind, key)
      else await unit.tx.design.putDraft({ kind, key, app: row.app, json: null, author: actor.userId })
      return { status: 204, body: null }
    }),
  )
  app.get('/api/design/problems', { config }, async (request) => {
    const { problems, after } = await proposeDrafts(store.design, kit)
    const locale = localeOf(request)
    const hints = [...shutPages(after, await frameSites(workspace)), ...printHints(after, { kit })]
    return { data: [...problems, ...hints].map((one) => ({ ...one, message: say(one.message, locale) })) }
  })
  app.get('/api/design/changes', { config }, async (request) => {
    const proposal = await proposeDrafts(store.design, kit)
    const { before, after, changes, steps, problems } = proposal
    const locale = localeOf(request)
    const shadows = (await store.design.bin()).flatMap((one) => one.shadow ?? [])
    const ddl = problems.length > 0 ? [] : store.planChanges(steps, { before, after, shadows })
    const impact = await impactOf(workspace, proposal)
    return {
      data: {
        changes: changes.map(({ kind, key, type, sentence, file, steps: inner }, index) => ({
          kind,
          key,
          type,
          file,
          sentence: say(sentence, locale),
          steps: (inner ?? []).map((step) => say(step.sentence, locale)),
          impact: impact[index],
        })),
        ddl: ddl.map(({ sql, zh, en }) => ({ sentence: locale === 'zh' ? zh : en, sql })),
        problems: problems.length,
      },
    }
  })
  // What publishing would do to the values of fields that change their type, counted over all records, with samples.
  app.post('/api/design/type-change/preview', { config }, async () => ({
    data: await typeChangesOf(workspace),
  }))
  app.post<{ Params: { id: string } }>(
    '/api/design/type-change/:id/undo',
    { config },
    async (request, reply) =>
      answered(reply, await askUndoTypeChange(workspace, actorOf(request), request.params.id)),
  )
  app.post('/api/design/publish', { config }, async (request, reply) => {
    const { note, acceptUnjudged } = readObject(request.body ?? {})
    const words = typeof note === 'string' && note !== '' ? note : null
    const given = { acceptUnjudged: acceptUnjudged === true }
    return answered(reply, await askPublish(workspace, actorOf(request), words, given))
  })
  // The publication asked for last, and how far it is: one on a large table is prepared before it is carried out.
  app.get('/api/design/publications/last', { config }, async (request) => ({
    data: publicationTold(await publicationState(workspace), localeOf(request)),
  }))
  app.get<{ Params: { id: string } }>('/api/design/publications/:id', { config }, async (request) => {
    const { id } = request.params
    const found = await publicationState(workspace, id)
    if (found === null) throw runtimeErrors.DESIGN_NOT_FOUND({ kind: 'publication', key: id })
    return { data: publicationTold(found, localeOf(request)) }
  })
  app.delete<{ Params: { id: string } }>(
    '/api/design/publications/:id',
    { config },
    async (request, reply) => {
      await cancelPublication(workspace, request.params.id)
      return reply.code(204).send()
    },
  )
  app.get('/api/design/versions', { config }, async () => {
    const people = await workspace.people()
    const rows = await store.design.versions(100)
    return {
      data: rows.map((row) => ({
        ...row,
        authorName: row.author === null ? null : (people.directory.user(row.author)?.name ?? null),
      })),
    }
  })
  app.get<{ Params: { version: string } }>('/api/design/versions/:version', { config }, async (request) => {
    const version = Number(request.params.version)
    if (!Number.isSafeInteger(version) || version < 1) throw errors.REQUEST_INVALID({ why: 'version' })
    return {
      data: versionDifferences(
        await store.design.published(version - 1),
        await store.design.published(version),
      ),
    }
  })
  app.post('/api/design/rollback', { config }, async (request, reply) => {
    const { version } = readObject(request.body)
    if (typeof version !== 'number') throw errors.REQUEST_INVALID({ why: 'version' })
    return answered(reply, await askRollBack(workspace, actorOf(request), version))
  })
  app.get<AtDocument & { Querystring: { field?: string; option?: string } }>(
    '/api/design/usages/:kind/:key',
    { config },
    async (request) => {
      const { after } = await proposeDrafts(store.design, kit)
      const { field, option } = request.query
      const target = {
        kind: kindOf(request.params.kind),
        key: request.params.key,
        ...(field === undefined ? {} : { field }),
        ...(option === undefined ? {} : { option }),
      }
      return { data: usagesWithKin(after, target, inspectionOf(kit).checks) }
    },
  )
  app.get<{ Params: { file: string } }>(
    '/schemas/:file',
    { config: { policy: 'public' } },
    async (request) => {
      const kind = request.params.file.replace(/\.json$/, '')
      const { schemas } = inspectionOf(kit).validator
      const found = Object.hasOwn(schemas, kind) ? schemas[kind as keyof typeof schemas] : undefined
      if (found === undefined) throw runtimeErrors.DESIGN_NOT_FOUND({ kind: 'schema', key: kind })
      return found
    },
  )
}
