import type { ActionContext } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { resolvePeople } from '../people.ts'
import { readValue, textList, textSetting } from '../values.ts'

/** Addresses written out, filled from the record, or of people whose address only the runtime knows. */
function recipients(
  to: readonly string[],
  ctx: ActionContext,
): { readonly to: string[]; readonly users: string[] } {
  const addresses: string[] = []
  const users: string[] = []
  for (const one of to) {
    const value = one.startsWith('$') || one.includes('{{') ? readValue(one, ctx) : one
    if (typeof value === 'string' && value.includes('@')) addresses.push(value)
    else users.push(...resolvePeople([one], ctx))
  }
  return { to: [...new Set(addresses)], users: [...new Set(users)] }
}

/**
 * Sends a mail after commit through the mail connector, to addresses and to people, whose addresses the runtime adds: its own
 * words, or a mail template.
 */
export const sendEmail: ActionType = defineAction({
  type: 'send_email',
  version: 1,
  label: { zh: '发送邮件', en: 'Send e-mail' },
  icon: 'mail',
  group: 'message',
  phases: ['afterSave', 'async'],
  settings: [
    setting('to', { zh: '收件人', en: 'To' }, { editor: 'people', required: true }),
    setting(
      'mail',
      { zh: '邮件模板', en: 'Mail template' },
      {
        editor: 'mail',
        help: {
          zh: '选了模板，就用模板的主题和内容；不选就填下面两项',
          en: 'With a template its subject and content are sent; without one fill in the two below',
        },
      },
    ),
    setting('subject', { zh: '主题', en: 'Subject' }, { editor: 'template' }),
    setting('body', { zh: '正文', en: 'Text' }, { type: 'longtext', editor: 'template' }),
  ],
  describe: (settings) => {
    const to = textList(settings['to']).join(', ')
    const mail = textSetting(settings['mail'])
    const subject = textSetting(settings['subject']) ?? ''
    if (mail !== undefined)
      return { zh: `按模板“${mail}”发邮件给 ${to}`, en: `Mail ${to} by the template "${mail}"` }
    return { zh: `发邮件给 ${to}：${subject}`, en: `Mail ${to}: ${subject}` }
  },
  writes: () => [],
  outward: true,
  check: (settings, { entity, document }) => {
    const mail = textSetting(settings['mail'])
    if (mail === undefined) {
      const missing = (['subject', 'body'] as const).filter((key) => textSetting(settings[key]) === undefined)
      return missing.map((setting) => ({
        path: `/${setting}`,
        error: errors.ACTION_SETTING_MISSING({ action: 'send_email', setting }),
      }))
    }
    const of = document('mail', mail)?.entity
    return of === undefined || of === entity
      ? []
      : [{ path: '/mail', error: errors.ACTION_MAIL_ENTITY({ mail, of, entity }) }]
  },
  run: (settings, ctx) => {
    const { to, users } = recipients(textList(settings['to']), ctx)
    if (to.length + users.length === 0) return []
    const mail = textSetting(settings['mail'])
    const [subject, text] = [textSetting(settings['subject']) ?? '', textSetting(settings['body']) ?? '']
    return [
      {
        type: 'send_mail',
        connector: 'smtp',
        action: 'send_mail',
        addresses: to,
        users,
        subject: ctx.fill(subject),
        text: ctx.fill(text),
        templates: { subject, text },
        ...(mail === undefined ? {} : { mail }),
        entity: ctx.record.entity,
        recordId: ctx.record.id,
      },
    ]
  },
})
