import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { askConnector } from '../outbound/call-out.ts'
import { errors } from '../errors.ts'
import { mailPage } from './mail-page.ts'

/** Whether an administrator has named a server that takes mails. */
export async function mailIsReady(workspace: Workspace): Promise<boolean> {
  const mail = (await workspace.store.side.settings.get('mail')) as { readonly [key: string]: Json } | null
  return [mail?.['host'], mail?.['from']].every((one) => typeof one === 'string' && one !== '')
}

const words = {
  zh: {
    subject: '邮件服务器已接通',
    text: '这是一封测试邮件。收到它，说明邮件服务器的设置是对的。',
  },
  en: {
    subject: 'The mail server works',
    text: 'This is a test mail. That you got it means the settings of the mail server are right.',
  },
} as const

const unreachable: Localized = {
  zh: '连不上邮件服务器。请检查地址、端口、是否加密，以及用户名和密码；内网的服务器还要由运维放行。',
  en: 'The mail server can’t be reached. Check its address, port, TLS, user and password; a server in your own network has to be allowed by whoever runs Mortise.',
}

function trialPage(locale: 'zh' | 'en'): string {
  const { subject, text } = words[locale]
  return mailPage({ locale, name: 'Mortise', parts: [{ title: subject, text }] })
}

/** Sends an administrator a mail by the settings as they are; tells why it did not go out. */
export async function tryMailServer(
  workspace: Workspace,
  actor: Actor,
): Promise<{ readonly sent: boolean; readonly why?: Localized }> {
  const person = actor.userId === null ? null : await workspace.store.people.user(actor.userId)
  if (person === null || person.email === '') throw errors.FORBIDDEN({ what: 'mail' })
  const result = await askConnector(workspace, {
    connector: 'smtp',
    action: 'send_mail',
    settings: { to: [person.email], ...words[person.locale], html: trialPage(person.locale) },
    idempotencyKey: `try:${workspace.newId()}`,
  })
  if (result === undefined) return { sent: false }
  if (result.ok) return { sent: true }
  return { sent: false, why: result.retry ? unreachable : result.message }
}
