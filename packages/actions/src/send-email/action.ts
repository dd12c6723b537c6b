import type { ActionContext } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
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

/** Sends a mail after commit through the mail connector, to addresses and to people, whose addresses the runtime adds. */
export const sendEmail: ActionType = defineAction({
  type: 'send_email',
  version: 1,
  label: { zh: '发送邮件', en: 'Send e-mail' },
  icon: 'mail',
  group: 'message',
  phases: ['afterSave', 'async'],
  settings: [
    setting('to', { zh: '收件人', en: 'To' }, { editor: 'people', required: true }),
    setting('subject', { zh: '主题', en: 'Subject' }, { editor: 'template', required: true }),
    setting('body', { zh: '正文', en: 'Text' }, { type: 'longtext', editor: 'template', required: true }),
  ],
  describe: (settings) => {
    const to = textList(settings['to']).join(', ')
    const subject = textSetting(settings['subject']) ?? ''
    return { zh: `发邮件给 ${to}：${subject}`, en: `Mail ${to}: ${subject}` }
  },
  writes: () => [],
  outward: true,
  run: (settings, ctx) => {
    const { to, users } = recipients(textList(settings['to']), ctx)
    if (to.length + users.length === 0) return []
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
        entity: ctx.record.entity,
        recordId: ctx.record.id,
      },
    ]
  },
})
