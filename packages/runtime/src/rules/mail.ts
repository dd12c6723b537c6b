import type { SendMailEffect } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { lettersByTemplate } from '../mails/letters.ts'
import { type Letter, nameInMails } from '../notices/letter.ts'
import { mailPage } from '../notices/mail-page.ts'
import { noticesFor } from './notice.ts'

type Addressed = Letter & { readonly to: string; readonly pictures?: readonly string[] }

const open = { zh: '查看', en: 'Open' } as const

/**
 * The mails of an effect, one for each reader, so that nobody sees who else got it. A colleague reads of the record what
 * that person may read, as in a notice; an address outside gets what the rule or flow itself may read.
 */
export async function lettersOf(
  unit: Unit,
  acting: Actor,
  effect: SendMailEffect,
): Promise<readonly Addressed[]> {
  if (effect.mail !== undefined) return lettersByTemplate(unit, acting, effect)
  const { addresses, users, subject, text, templates, entity, recordId } = effect
  const active = users.filter((id) => unit.people.directory.user(id)?.active === true)
  const notice = { title: subject, body: text, templates: { title: templates.subject, body: templates.text } }
  const notices = await noticesFor(unit, notice, { to: active, entity, recordId })
  const people = new Map(unit.people.users.map((one) => [one.id, one]))
  const { apps } = unit.published.model
  const wayTo = (at: { readonly entity: string; readonly recordId: string }): string =>
    `${unit.options.url}/r/${encodeURIComponent(at.entity)}/${at.recordId}`
  const inside = notices.flatMap(({ userId, title, body, at }): readonly Addressed[] => {
    const { email: to = '', locale = 'zh' } = people.get(userId) ?? {}
    if (to === '') return []
    const text = body ?? ''
    // Who may not open the record is not told where it is.
    const way = at === undefined ? {} : { way: { label: open[locale], url: wayTo(at) } }
    const parts = [{ title, text, ...way }]
    return [{ to, subject: title, text, html: mailPage({ locale, name: nameInMails(apps, locale), parts }) }]
  })
  const known = new Set(inside.map(({ to }) => to.toLowerCase()))
  const outside = addresses.filter((one) => !known.has(one.toLowerCase()))
  // Whoever is outside has no record to open and reads what the letter says.
  const html = mailPage({ locale: 'zh', name: nameInMails(apps, 'zh'), parts: [{ title: subject, text }] })
  return [...inside, ...outside.map((to) => ({ to, subject, text, html }))]
}
