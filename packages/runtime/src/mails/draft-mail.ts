import { mailHtml, type RenderedMail } from '@mortise/prints/mail'
import type { MailDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { sendToOneself, type Tried } from '../notices/mail-server.ts'
import { newestOf, templateIn } from '../prints/draft.ts'
import { entityFor } from '../records/entity-for.ts'
import { type FilledMail, fillMail, letterOfMail } from './fill-mail.ts'
import { withPictures } from './enclose.ts'

/** What a designer asks to see: a template as it stands in a draft, over a record or the newest one. */
export type DraftMailAsk = {
  readonly mail: unknown
  readonly id?: string
  /** Blocks are shown that are hidden for this record. */
  readonly all?: boolean
  /** The language of its reader; the designer's own when absent. */
  readonly locale?: 'zh' | 'en'
}

/** A template filled for its designer, with the pictures it shows; `record` is null where there is none as yet. */
export type DraftMail = RenderedMail & {
  readonly record: string | null
  /** The page as it is sent. */
  readonly html: string
  readonly assets: { readonly [name: string]: string }
}

type View = { readonly marked: boolean; readonly all: boolean }

async function filled(
  workspace: Workspace,
  designer: Actor,
  { mail, id, locale = designer.locale, view }: Omit<DraftMailAsk, 'all'> & { readonly view?: View },
): Promise<FilledMail & { readonly record: string | null }> {
  const template = templateIn(workspace.options, 'mail', mail) as MailDocument
  const actor: Actor = { ...designer, locale }
  return workspace.unit(async (unit) => {
    const entity = entityFor(unit, actor, template.entity)
    const record = id ?? (await newestOf(unit, actor, entity))
    const made = await fillMail(unit, actor, {
      template,
      entity,
      id: record,
      inside: true,
      ...(view === undefined ? {} : { view }),
    })
    if (id !== undefined && !made.reached) throw errors.RECORD_NOT_FOUND()
    return { ...made, record }
  })
}

/**
 * Fills a template as it stands in a draft, over a record that its designer may read, and tells what stands where. Blocks that
 * are not finished take no room. Throws DESIGN_INVALID for what is no template, RECORD_NOT_FOUND.
 */
export async function draftMail(workspace: Workspace, actor: Actor, ask: DraftMailAsk): Promise<DraftMail> {
  const { all = false, ...given } = ask
  const shown = await filled(workspace, actor, { ...given, view: { marked: true, all } })
  return { ...shown.mail, record: shown.record, html: mailHtml(shown.mail), assets: shown.assets }
}

const mark = { zh: '［测试］', en: '[Test] ' } as const

/** Sends a draft to whoever designs it, and to nobody else, as its reader would get it; tells why it did not go out. */
export async function sendDraftMail(workspace: Workspace, actor: Actor, given: DraftMailAsk): Promise<Tried> {
  const made = await filled(workspace, actor, given)
  const { subject, text, html, pictures } = letterOfMail(made.mail)
  const settings = await withPictures(
    workspace,
    { subject: `${mark[made.mail.locale]}${subject}`, text, html },
    pictures,
  )
  return sendToOneself(workspace, actor, settings)
}
