import { say } from '@mortise/errors'
import { draftMail, type DraftMailAsk, sendDraftMail } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { isUuid, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const

/** The record that a designer looks at a template with, and the template as it stands. */
function asked(body: unknown): DraftMailAsk {
  const { mail, id, all, locale } = readObject(body)
  if (id !== undefined && !isUuid(id)) throw errors.REQUEST_INVALID({ why: 'id' })
  if (locale !== undefined && locale !== 'zh' && locale !== 'en')
    throw errors.REQUEST_INVALID({ why: 'locale zh | en' })
  return {
    mail,
    all: all === true,
    ...(id === undefined ? {} : { id }),
    ...(locale === undefined ? {} : { locale }),
  }
}

/** Mail templates at work: filled for their designer, and sent to that person alone to be looked at. */
export const mails: Routes = (app, { workspace }) => {
  app.post('/api/design/mails/draft', { config }, async (request) => ({
    data: await draftMail(workspace, actorOf(request), asked(request.body)),
  }))
  app.post('/api/design/mails/send', { config }, async (request) => {
    const { why, ...rest } = await sendDraftMail(workspace, actorOf(request), asked(request.body))
    return { data: { ...rest, ...(why === undefined ? {} : { why: say(why, localeOf(request)) }) } }
  })
}
