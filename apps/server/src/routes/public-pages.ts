import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMortiseError } from '@mortise/errors'
import { frameSites, openLink, shareSites, sitesOn } from '@mortise/runtime'
import type { FastifyReply } from 'fastify'
import { asPages, framed } from '../plugins/headers.ts'
import type { Routes } from './index.ts'

const nothing =
  '<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><title>Mortise</title><p>The web client is not built. 网页端尚未构建。</p>'

const config = { policy: 'public' } as const

type Framing = Parameters<typeof framed>[1]

const alone: Framing = { pages: [], within: [] }

/**
 * The pages that strangers open: a form by its link, what became of what was sent, a report by its link. A page of its own, without the
 * The pages that strangers open: a form by its link, what became of what was sent, and whether a document is the real one. A page of its own, without the
 * client; it may stand in a frame of the sites that its link names, and of no other, and show pages in
 * frames of those sites alone that its form has one of.
 */
export const publicPages: Routes = (app, { workspace, settings }) => {
  const page = async (reply: FastifyReply, framing: Framing): Promise<FastifyReply> => {
    framed(reply, framing)
    const file = settings.webFolder === undefined ? undefined : join(settings.webFolder, 'public.html')
    const text = file === undefined ? nothing : await readFile(file, 'utf8').catch(() => nothing)
    return reply
      .header('cache-control', 'no-cache')
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex, nofollow')
      .type('text/html; charset=utf-8')
      .send(text)
  }
  app.get<{ Params: { token: string } }>('/f/:token', { config }, async (request, reply) => {
    const framing = await openLink(workspace, request.params.token)
      .then(
        async ({ link, form }): Promise<Framing> => ({
          within: link.sites,
          pages: asPages(sitesOn(form, await frameSites(workspace))),
        }),
      )
      .catch((error: unknown) => {
        // The page itself says that the link leads nowhere.
        if (isMortiseError(error) && error.kind === 'user') return alone
        throw error
      })
    return page(reply, framing)
  })
  app.get<{ Params: { token: string } }>('/s/:token', { config }, async (request, reply) => {
    const within = await shareSites(workspace, request.params.token).catch((error: unknown) => {
      if (isMortiseError(error) && error.kind === 'user') return []
      throw error
    })
    return page(reply, { pages: [], within })
  })
  app.get('/p/:token', { config }, (_request, reply) => page(reply, alone))
  app.get('/verify', { config }, (_request, reply) => page(reply, alone))
  app.get('/verify/:code', { config }, (_request, reply) => page(reply, alone))
}
