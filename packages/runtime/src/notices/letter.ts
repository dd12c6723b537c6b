import { type Locale, say } from '@mortise/errors'
import type { AppDocument } from '@mortise/schema'
import type { NotificationRow } from '@mortise/store'
import { mailPage, type MailPart } from './mail-page.ts'

/** What a mail with notices is made of. */
export type LetterGiven = {
  readonly rows: readonly NotificationRow[]
  readonly locale: Locale
  /** Name of the workspace, as its people know it. */
  readonly workspace: string
  /** Public address of the product. */
  readonly url: string
}

const words = {
  zh: {
    many: (n: number, workspace: string) => `${workspace}：${n} 条新通知`,
    open: '查看',
    inbox: '去处理',
    why: (workspace: string) => `这封邮件由 ${workspace} 按你的通知设置发出。`,
    stop: '不想再收到这类邮件，可在“设置 › 通知”里关闭或改成每天一封：',
    settings: '打开通知设置',
  },
  en: {
    many: (n: number, workspace: string) => `${workspace}: ${n} new notices`,
    open: 'Open',
    inbox: 'Decide',
    why: (workspace: string) => `${workspace} sent this mail by your notice settings.`,
    stop: 'To have no more of these, or one a day, see Settings › Notices:',
    settings: 'Open the settings',
  },
} as const

/** Lines within a header would begin a header of their own. */
const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim()

/** What the product is called in mails: as its first application, or the one that all others stand on. */
export function nameInMails(apps: readonly AppDocument[], locale: Locale): string {
  return say((apps.find((one) => one.hidden === true) ?? apps[0])?.label, locale)
}

/** A mail in both its forms. */
export type Letter = { readonly subject: string; readonly text: string; readonly html: string }

/** One mail that tells what somebody has been told, with the way to it and how to have no more of these. */
export function noticeLetter(given: LetterGiven): Letter {
  const { rows, locale, workspace, url } = given
  const said = words[locale]
  const [first] = rows
  const parts = rows.map((row, at) => {
    const number = rows.length > 1 ? `${at + 1}. ` : ''
    const way = wayTo(row, given)
    return [
      `${number}${row.title}`,
      ...(row.body ? [row.body] : []),
      ...(way === undefined ? [] : [`${way.label}: ${way.url}`]),
    ].join('\n')
  })
  const settings = `${url}/settings/notices`
  return {
    subject: oneLine(rows.length === 1 ? (first?.title ?? '') : said.many(rows.length, workspace)).slice(
      0,
      200,
    ),
    text: [...parts, `--\n${said.why(workspace)}\n${said.stop}\n${settings}`].join('\n\n'),
    html: mailPage({
      locale,
      name: workspace,
      ...(rows.length === 1 ? {} : { title: said.many(rows.length, workspace) }),
      parts: rows.map((row) => {
        const way = wayTo(row, given)
        return { title: row.title, text: row.body ?? '', ...(way === undefined ? {} : { way }) }
      }),
      foot: {
        text: `${said.why(workspace)}\n${said.stop.replace(/[:：]$/, locale === 'zh' ? '。' : '.')}`,
        way: { label: said.settings, url: settings },
      },
    }),
  }
}

/** Where a notice leads: to the task, or to the record it is about. */
function wayTo(
  { topic, entity, recordId, link }: NotificationRow,
  { url, locale }: LetterGiven,
): MailPart['way'] | undefined {
  const said = words[locale]
  if (topic === 'task') return { label: said.inbox, url: `${url}/inbox` }
  if (link) return { label: said.open, url: `${url}${link}` }
  return entity === null || recordId === null
    ? undefined
    : { label: said.open, url: `${url}/r/${encodeURIComponent(entity)}/${recordId}` }
}
