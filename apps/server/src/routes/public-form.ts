import {
  checkPublicFile,
  type FileGuest,
  fileGuest,
  joinedParts,
  looseFor,
  newRiddle,
  openLink,
  partType,
  publicChoices,
  publicPage,
  publicProgress,
  submitPublic,
} from '@mortise/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { neighbourhood, openBrake } from '../plugins/public-brake.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { isId } from './files.ts'
import { openUpload, safeName, safeType } from './upload.ts'

type AtToken = { Params: { token: string } }

/** Calls a minute: of one visitor's neighbourhood, and of all visitors of one link. */
const most = { look: 120, riddle: 60, send: 20, file: 90, choose: 60, link: 600, chosen: 1200 }

// What is counted holds for all processes and is not kept beyond a minute or two.
const config = { policy: 'public', rateLimit: false } as const
const bodyLimit = 64 * 1024
/** So many parts may make up one file. */
const mostParts = 20

/** What strangers may call, by the token of a link alone: nobody's session or key counts here. */
export const publicForm: Routes = (app, context) => {
  const { workspace, settings } = context
  const brake = openBrake(workspace.options.clock, workspace.store.side.countCalls)
  const factor = settings.publicFactor ?? 1
  const slow = async (request: FastifyRequest<AtToken>, what: keyof typeof most): Promise<void> => {
    const { token } = request.params
    await brake.count(`${what} ${neighbourhood(request.ip)}`, most[what] * factor)
    if (what === 'send' || what === 'file')
      await brake.count(`link ${token.slice(0, 64)}`, most.link * factor)
    // Who reads a list letter by letter meets this one, however many come for it.
    if (what === 'choose') await brake.count(`chosen ${token.slice(0, 64)}`, most.chosen * factor)
  }
  app.addHook('onSend', async (_request, reply) => unlisted(reply))

  app.get<AtToken>('/api/public/forms/:token', { config }, async (request) => {
    await slow(request, 'look')
    return { data: await publicPage(workspace, request.params.token) }
  })
  app.post<AtToken>('/api/public/forms/:token/riddle', { config, bodyLimit }, async (request) => {
    await slow(request, 'riddle')
    const { link } = await openLink(workspace, request.params.token)
    const { earlier } = readObject(request.body ?? {})
    return {
      data: await newRiddle(workspace, {
        link: link.id,
        bits: link.difficulty,
        ...(earlier === undefined ? {} : { earlier }),
      }),
    }
  })
  app.post<AtToken>('/api/public/forms/:token/submissions', { config, bodyLimit }, async (request, reply) => {
    await slow(request, 'send')
    const data = await submitPublic(workspace, request.params.token, {
      body: readObject(request.body),
      locale: localeOf(request),
      ip: request.ip,
      requestId: request.id,
    })
    return reply.code(201).send({ data })
  })
  app.post<AtToken>('/api/public/forms/:token/choices', { config, bodyLimit }, async (request) => {
    await slow(request, 'choose')
    const ask = readObject(request.body)
    const given = { ask, locale: localeOf(request), ip: request.ip }
    return { data: await publicChoices(workspace, request.params.token, given) }
  })
  const guestOf = (request: FastifyRequest<AtToken>, asPart: boolean): Promise<FileGuest> => {
    const { 'x-challenge': challenge, 'x-answer': answer } = request.headers
    return fileGuest(workspace, request.params.token, { challenge, answer, asPart })
  }
  const keep = async (
    guest: FileGuest,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
    seconds: number = looseFor.stranger,
  ): Promise<object> => {
    const { name, type, bytes } = file
    const { hash, size } = await workspace.options.files.put(bytes)
    const id = workspace.newId()
    await workspace.store.side.addFile({ id, hash, name, type, size, createdBy: guest.session.id }, seconds)
    return { id, name, size, type }
  }
  app.post<AtToken & { Querystring: { part?: string } }>(
    '/api/public/forms/:token/files',
    { config },
    async (request, reply) => {
      await slow(request, 'file')
      const asPart = request.query.part === '1'
      const guest = await guestOf(request, asPart)
      const { name, type, pieces } = await openUpload(request, guest.limit)
      const bytes = await whole(pieces)
      // Whether a part belongs to something that may come in is seen when the whole is there.
      if (!asPart) checkPublicFile(guest.fields, { name, bytes })
      const data = await keep(guest, { name, type: asPart ? partType : type, bytes })
      return reply.code(201).send({ data })
    },
  )
  app.post<AtToken>('/api/public/forms/:token/files/join', { config, bodyLimit }, async (request, reply) => {
    await slow(request, 'file')
    const guest = await guestOf(request, false)
    const { name, type, parts } = readObject(request.body)
    const wanted = Array.isArray(parts) && parts.length > 0 && parts.length <= mostParts
    if (!wanted || typeof name !== 'string' || typeof type !== 'string' || !parts.every(isId))
      throw errors.REQUEST_INVALID({ why: 'name, type, parts' })
    const file = {
      name: safeName(name),
      type: safeType(type),
      bytes: await joinedParts(workspace, guest, parts),
    }
    checkPublicFile(guest.fields, file)
    const data = await keep(guest, file)
    await workspace.store.side.looseFiles.shorten(parts, looseFor.joined)
    return reply.code(201).send({ data })
  })
  app.get<AtToken>('/api/public/progress/:token', { config }, async (request) => {
    await slow(request, 'look')
    return { data: await publicProgress(workspace, request.params.token, localeOf(request)) }
  })
}

/** Keeps addresses with tokens in them out of search engines and of other sites' logs. */
function unlisted(reply: FastifyReply): void {
  void reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const list: Uint8Array[] = []
  for await (const piece of pieces) list.push(piece)
  const bytes = Buffer.concat(list)
  if (bytes.length === 0) throw errors.FILE_MISSING()
  return bytes
}
