import type { ClaimedJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { callConnector } from '../outbound/call-out.ts'
import { nameInMails, noticeLetter } from './letter.ts'
import { mailJob } from './tell-people.ts'
import { mailWishes, quietUntil } from './wishes.ts'

/** Connector and action that mails go out by, as those of rules do. */
const way = { connector: 'smtp', action: 'send_mail' } as const

/**
 * Mails somebody what waits for it, by that person's wishes of today: what was read meanwhile or is no longer wanted stays
 * away. Each batch of notices is one mail with one key, however often it is tried.
 */
export async function mailNotices(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const userId = String((job.payload as { readonly userId?: unknown }).userId ?? '')
  const { users } = await workspace.people()
  const user = users.find((one) => one.id === userId)
  const reached = user !== undefined && user.active && user.email !== ''
  const wishes = mailWishes(reached ? user.preferences : {})
  const published = await workspace.published()
  const quiet = quietUntil(workspace.options.clock(), wishes, published.timeZone)
  // Tried again, a mail has mostly left already: then it goes on.
  if (quiet !== undefined && job.attempts === 1) {
    await workspace.store.jobs.add([mailJob(userId, quiet)])
    return
  }
  const { side } = workspace.store
  const { locale = 'zh', email = '' } = user ?? {}
  const name = nameInMails(published.model.apps, locale) || workspace.key
  const asked = { userId, batch: job.id, topics: wishes.topics }
  for (;;) {
    const rows = await side.noticesToMail(asked)
    const [first] = rows
    if (first === undefined) return
    const letter = noticeLetter({ rows, locale, workspace: name, url: workspace.options.url })
    const settings = { to: [email], ...letter }
    const sent = await callConnector(workspace, {
      ...way,
      settings,
      idempotencyKey: `notices:${job.id}:${first.id}`,
    }).catch(async (error: unknown) => {
      // Given up: what waited is not kept for a mail that nobody will send.
      if (job.attempts >= job.maxAttempts) await side.noticesMailed(job.id, 'failed')
      throw error
    })
    await side.noticesMailed(job.id, sent ? 'sent' : 'failed')
  }
}
