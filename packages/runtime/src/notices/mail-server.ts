import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { askConnector, callConnector } from '../outbound/call-out.ts'
import { isTestMode } from '../outbound/test-mode.ts'
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

const noServer: Localized = {
  zh: '还没有设置邮件服务器。请管理员到“设置 › 邮件服务器”里填好再试。',
  en: 'There is no mail server yet. An administrator can set one up under Settings › Mail server.',
}

/** What came of a mail to oneself. `kept`: test mode is on, it was not sent but kept to be looked at. */
export type Tried = { readonly sent: boolean; readonly kept?: boolean; readonly why?: Localized }

/** Sends an administrator a mail by the settings as they are; tells why it did not go out. */
export async function tryMailServer(workspace: Workspace, actor: Actor): Promise<Tried> {
  const { locale } = actor
  return sentBy(workspace, await addressOf(workspace, actor), { ...words[locale], html: trialPage(locale) })
}

async function addressOf(workspace: Workspace, actor: Actor): Promise<string> {
  const person = actor.userId === null ? null : await workspace.store.people.user(actor.userId)
  if (person === null || person.email === '') throw errors.FORBIDDEN({ what: 'mail' })
  return person.email
}

async function sentBy(workspace: Workspace, to: string, settings: Settings): Promise<Tried> {
  const result = await askConnector(workspace, {
    connector: 'smtp',
    action: 'send_mail',
    settings: { to: [to], ...settings },
    idempotencyKey: `try:${workspace.newId()}`,
  })
  if (result === undefined) return { sent: false }
  if (result.ok) return { sent: true }
  return { sent: false, why: result.retry ? unreachable : result.message }
}

/**
 * Sends somebody a mail to look at, at the address that person has here and at no other; tells why it did not go out. In test
 * mode it is kept among the calls that were not sent.
 */
export async function sendToOneself(workspace: Workspace, actor: Actor, settings: Settings): Promise<Tried> {
  const to = await addressOf(workspace, actor)
  if (await isTestMode(workspace)) {
    const idempotencyKey = `try:${workspace.newId()}`
    const call = {
      connector: 'smtp',
      action: 'send_mail',
      settings: { to: [to], ...settings },
      idempotencyKey,
    }
    return { sent: await callConnector(workspace, call), kept: true }
  }
  return (await mailIsReady(workspace)) ? sentBy(workspace, to, settings) : { sent: false, why: noServer }
}
