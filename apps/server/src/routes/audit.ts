import { Readable } from 'node:stream'
import { actorOf } from '../command.ts'
import { byteOrderMark, csvLine, harmless, readDoor } from '@mortise/runtime'
import type { Actor, AuditLine, AuditQuery } from '@mortise/store'
import { errors } from '../errors.ts'
import type { ServerContext } from '../types.ts'
import { readNumber } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const

type Query = { readonly [name: string]: string | undefined }

function timeOf(query: Query, name: string): string | undefined {
  const text = query[name]
  if (text === undefined || text === '') return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw errors.REQUEST_INVALID({ why: `${name}: ${text}` })
  return new Date(at).toISOString()
}

/** Who, what, on what, when: what an administrator asks the log for. */
function readAuditQuery(query: Query): AuditQuery {
  const [from, to] = [timeOf(query, 'from'), timeOf(query, 'to')]
  const { before, action, actor, entity, record } = query
  return {
    limit: readNumber(query['limit'], { name: 'limit', standard: 100, max: 500 }),
    ...(before === undefined
      ? {}
      : { before: readNumber(before, { name: 'before', standard: 0, max: 2 ** 53 - 1 }) }),
    ...(action === undefined || action === '' ? {} : { action }),
    ...(actor === undefined || actor === '' ? {} : { actor }),
    ...(entity === undefined || entity === '' ? {} : { entity }),
    ...(record === undefined || record === '' ? {} : { recordId: record }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

const columns = ['seq', 'at', 'action', 'actorName', 'via', 'ip', 'entity', 'recordId', 'data'] as const

const wordsOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

async function* csvOf(context: ServerContext, query: AuditQuery): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns)
  for (let before = query.before; ; ) {
    const page = await context.workspace.store.side.auditLog({
      ...query,
      limit: 500,
      ...(before === undefined ? {} : { before }),
    })
    for (const line of page) yield csvLine(columns.map((key) => harmless(wordsOf(line[key]))))
    const last = page.at(-1)
    if (page.length < 500 || last === undefined) return
    before = last.seq
  }
}

/** Titles of the records that entries are about, as far as they are still there and the reader may see them. */
async function titlesOf(
  { workspace }: ServerContext,
  actor: Actor,
  lines: readonly AuditLine[],
): Promise<{ readonly [entity: string]: { readonly [id: string]: string } }> {
  const { door } = await readDoor(workspace, actor)
  const refs: { [entity: string]: { [id: string]: string } } = {}
  for (const key of new Set(lines.map((line) => line.entity))) {
    const entity = door.model.entity(key ?? '')
    if (entity === undefined || door.access.entity(entity.key)?.field(entity.document.title) === 'hidden')
      continue
    const ids = lines.flatMap((line) =>
      line.entity === key && line.recordId !== null ? [line.recordId] : [],
    )
    if (ids.length === 0) continue
    const page = await door.query({
      entity: entity.key,
      fields: [entity.document.title],
      filter: { in: [{ var: 'id' }, [...new Set(ids)]] },
      limit: ids.length,
    })
    refs[entity.key] = Object.fromEntries(
      page.records.map(({ id, values }) => [id, String(values[entity.document.title] ?? '')]),
    )
  }
  return refs
}

/** The log of who did what, for administrators: search, a file of it, and whether it is whole. */
export const audit: Routes = (app, context) => {
  const { side } = context.workspace.store
  app.get<{ Querystring: Query }>('/api/audit', { config }, async (request) => {
    const query = readAuditQuery(request.query)
    const rows = await side.auditLog({ ...query, limit: query.limit + 1 })
    const data = rows.slice(0, query.limit)
    const refs = await titlesOf(context, actorOf(request), data)
    return { data, refs, nextCursor: rows.length > query.limit ? String(data.at(-1)?.seq ?? '') : null }
  })
  app.get<{ Querystring: Query }>('/api/audit.csv', { config }, async (request, reply) => {
    const query = readAuditQuery(request.query)
    const { userId, name, via, ip } = actorOf(request)
    await side.audit({
      action: 'audit_exported',
      actor: userId,
      actorName: name,
      via,
      ip: ip ?? null,
      entity: null,
      recordId: null,
      data: { ...query },
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(csvOf(context, query)))
  })
  app.get('/api/audit/actions', { config }, async () => ({ data: await side.auditActions() }))
  // Sealing first takes in what is new. It has transactions of its own, and asking twice does no harm.
  app.post('/api/audit/verify', { config }, async () => {
    await side.sealAudit()
    return { data: await side.verifyAudit() }
  })
}
