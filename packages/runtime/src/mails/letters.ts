import type { SendMailEffect } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { readerOf } from '../rules/notice.ts'
import { fillMail, letterOfMail, type PicturedLetter } from './fill-mail.ts'

/**
 * The letters of an effect that names a mail template, one for each reader: colleagues find in it what each of them may read,
 * an address outside what the rule or flow itself may. Throws MAIL_NOT_FOUND.
 */
export async function lettersByTemplate(
  unit: Unit,
  acting: Actor,
  { mail: key = '', users, addresses, entity: of, recordId: id }: SendMailEffect,
): Promise<readonly (PicturedLetter & { readonly to: string })[]> {
  const template = unit.published.model.document('mail', key)
  const entity = unit.published.model.entity(of)
  if (template === undefined || entity === undefined || template.entity !== of)
    throw errors.MAIL_NOT_FOUND({ name: key })
  const emails = new Map(unit.people.users.map((one) => [one.id, one.email]))
  const letters: (PicturedLetter & { readonly to: string })[] = []
  for (const userId of users) {
    const to = emails.get(userId) ?? ''
    const reader = readerOf(unit, userId)
    if (to === '' || reader === undefined || unit.people.directory.user(userId)?.active !== true) continue
    const { mail } = await fillMail(unit, reader, { template, entity, id, inside: true })
    letters.push({ to, ...letterOfMail(mail) })
  }
  const known = new Set(letters.map(({ to }) => to.toLowerCase()))
  const outside = addresses.filter((one) => !known.has(one.toLowerCase()))
  if (outside.length === 0) return letters
  const { mail } = await fillMail(unit, acting, { template, entity, id, inside: false })
  return [...letters, ...outside.map((to) => ({ to, ...letterOfMail(mail) }))]
}
