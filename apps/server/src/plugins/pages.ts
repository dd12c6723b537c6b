import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { frameSites, type Workspace } from '@mortise/runtime'
import { errors } from '../errors.ts'
import { answer } from './failures.ts'
import { asPages, framed } from './headers.ts'

const nothing =
  '<!doctype html><meta charset="utf-8"><title>Mortise</title><p>The web client is not built. 网页端尚未构建。</p>'

/** The path of an address; one that can't be decoded is taken as it stands. */
function pathOf(url: string): string {
  const path = url.split('?')[0] ?? '/'
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/**
 * Serves the built web client. Every path that is no file and not under `/api` is a page of the client, which routes
 * itself; files with a hash in their name may be kept for ever. A page may show pages of the workspace's sites in frames.
 */
export async function pages(
  app: FastifyInstance,
  workspace: Workspace,
  folder: string | undefined,
): Promise<void> {
  const index = folder === undefined ? undefined : join(folder, 'index.html')
  const built = index !== undefined && existsSync(index)
  if (built && folder !== undefined)
    await app.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      // The build leaves each file packed as well.
      preCompressed: true,
    })
  app.route({
    method: 'GET',
    url: '/*',
    // An office has one address: when a dozen people open the product in one minute, nobody may get an empty page.
    config: { policy: 'public', rateLimit: false },
    handler: async (request, reply) => {
      const path = pathOf(request.url)
      if (path.startsWith('/api/')) throw errors.ROUTE_NOT_FOUND({ method: request.method, path })
      if (!built || folder === undefined) return reply.type('text/html; charset=utf-8').send(nothing)
      const file = path.slice(1)
      const isFile = /\.[a-z0-9]+$/i.test(file) && !file.includes('..')
      if (isFile && existsSync(join(folder, file))) {
        const kept = file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
        return reply.header('cache-control', kept).sendFile(file)
      }
      // Pages may have a dot in their path (a form is `lead.edit`); built files are only under `assets`.
      if (isFile && file.startsWith('assets/')) throw errors.ROUTE_NOT_FOUND({ method: request.method, path })
      // Without its database the page still comes, and says itself what is amiss.
      const sites = await frameSites(workspace).catch(() => [])
      framed(reply, { pages: asPages(sites) })
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    },
  })
  app.setNotFoundHandler((request, reply) =>
    answer(
      errors.ROUTE_NOT_FOUND({ method: request.method, path: request.url.split('?')[0] ?? '' }),
      request,
      reply,
    ),
  )
}
