import type { SendMailEffect } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'
import { noticesFor } from './notice.ts'

type Letter = { readonly to: string; readonly subject: string; readonly text: string }

/**
 * The mails of an effect, one for each reader, so that nobody sees who else got it. A colleague reads of the record what
 * that person may read, as in a notice; an address outside gets what the rule or flow itself may read.
 */
export async function lettersOf(unit: Unit, effect: SendMailEffect): Promise<readonly Letter[]> {
  const { addresses, users, subject, text, templates, entity, recordId } = effect
  const active = users.filter((id) => unit.people.directory.user(id)?.active === true)
  const notice = { title: subject, body: text, templates: { title: templates.subject, body: templates.text } }
  const notices = await noticesFor(unit, notice, { to: active, entity, recordId })
  const mailbox = new Map(unit.people.users.map(({ id, email }) => [id, email]))
  const inside = notices.flatMap(({ userId, title, body }): readonly Letter[] => {
    const to = mailbox.get(userId)
    return to === undefined || to === '' ? [] : [{ to, subject: title, text: body ?? '' }]
  })
  const known = new Set(inside.map(({ to }) => to.toLowerCase()))
  const outside = addresses.filter((one) => !known.has(one.toLowerCase()))
  return [...inside, ...outside.map((to) => ({ to, subject, text }))]
}
