import type { Locale } from '@mortise/errors'
import type { NotificationRow } from '@mortise/store'

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
  },
  en: {
    many: (n: number, workspace: string) => `${workspace}: ${n} new notices`,
    open: 'Open',
    inbox: 'Decide',
    why: (workspace: string) => `${workspace} sent this mail by your notice settings.`,
    stop: 'To have no more of these, or one a day, see Settings › Notices:',
  },
} as const

/** Lines within a header would begin a header of their own. */
const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim()

/** One mail that tells what somebody has been told, with the way to it and how to have no more of these. */
export function noticeLetter(given: LetterGiven): { readonly subject: string; readonly text: string } {
  const { rows, locale, workspace, url } = given
  const said = words[locale]
  const [first] = rows
  const parts = rows.map((row, at) => {
    const number = rows.length > 1 ? `${at + 1}. ` : ''
    const way = wayTo(row, given)
    return [
      `${number}${row.title}`,
      ...(row.body ? [row.body] : []),
      ...(way === undefined ? [] : [way]),
    ].join('\n')
  })
  return {
    subject: oneLine(rows.length === 1 ? (first?.title ?? '') : said.many(rows.length, workspace)).slice(
      0,
      200,
    ),
    text: [...parts, `--\n${said.why(workspace)}\n${said.stop}\n${url}/settings/notices`].join('\n\n'),
  }
}

/** Where a notice leads: to the task, or to the record it is about. */
function wayTo(
  { topic, entity, recordId }: NotificationRow,
  { url, locale }: LetterGiven,
): string | undefined {
  const said = words[locale]
  if (topic === 'task') return `${said.inbox}: ${url}/inbox`
  return entity === null || recordId === null
    ? undefined
    : `${said.open}: ${url}/r/${encodeURIComponent(entity)}/${recordId}`
}
