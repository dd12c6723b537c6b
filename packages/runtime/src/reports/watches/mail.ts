import type { Json } from '@mortise/expressions'
import type { ClaimedJob, NewJob } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { nameInMails } from '../../notices/letter.ts'
import { mailPage } from '../../notices/mail-page.ts'
import { mailIsReady } from '../../notices/mail-server.ts'
import { isTestMode } from '../../outbound/test-mode.ts'
import { callConnector } from '../../outbound/call-out.ts'
import { pictureType } from '../files/make.ts'
import { mayExport } from '../files/may-export.ts'
import { servedBy, type Served } from './served.ts'
import { wordsIn } from './words.ts'

/** The job that mails what somebody was told of a report. */
export const watchMail = 'report_mail'

/** Larger files stay where they are: mail servers refuse them. */
const mostBytes = 10 * 1024 * 1024

/** The job for one run, due then. */
export function watchMailJob(run: string, at: number): NewJob {
  return {
    kind: watchMail,
    key: `${watchMail}:${run}`,
    payload: { run },
    runAt: new Date(at).toISOString(),
    maxAttempts: 8,
  }
}

type Attached = {
  readonly name: string
  readonly type: string
  readonly content: string
  readonly cid?: string
}

/** Why what was made does not go along. */
type Kept = 'tooBig' | 'noFile'

async function attachment(
  workspace: Workspace,
  fileId: string | null,
): Promise<Attached | 'tooBig' | undefined> {
  const row = fileId === null ? null : await workspace.store.side.file(fileId)
  if (row === null) return undefined
  if (row.size > mostBytes) return 'tooBig'
  const bytes = await workspace.options.files.get(row.hash)
  if (bytes === null) return undefined
  return { name: row.name, type: row.type, content: Buffer.from(bytes).toString('base64') }
}

/** What goes along with the mail of a run: its file, and the picture that it shows. */
type Enclosed = {
  readonly files: readonly Attached[]
  readonly kept?: Kept
  readonly picture?: { readonly cid: string; readonly name: string }
}

/** The mail may have waited for the morning: whoever may take these data no more since gets the words alone, and why. */
async function enclosedIn(workspace: Workspace, { run, actor, target }: Served): Promise<Enclosed> {
  const { picture: second } = run.detail
  const ids = [run.fileId, typeof second === 'string' ? second : null].filter((id) => id !== null)
  if (ids.length === 0) return { files: [] }
  if (!mayExport(workspace, { published: await workspace.published(), actor, target }))
    return { files: [], kept: 'noFile' }
  const found = await Promise.all(ids.map((id) => attachment(workspace, id)))
  const cid = `picture.${run.id}@mortise`
  const files = found
    .filter((one) => one !== undefined && one !== 'tooBig')
    .map((one) => (one.type === pictureType ? { ...one, cid } : one))
  const shown = files.find(({ type }) => type === pictureType)
  return {
    files,
    ...(found.includes('tooBig') ? { kept: 'tooBig' as const } : {}),
    ...(shown === undefined ? {} : { picture: { cid, name: shown.name } }),
  }
}

/**
 * Mails what a run told. Whoever left, or may not see it any more, gets no mail, even when it waited for the morning. One
 * mail with one key, however often it is tried.
 */
export async function mailRun(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const { reportWatches } = workspace.store.side
  const run = await reportWatches.run(String((job.payload as { readonly run?: Json }).run ?? ''))
  if (run === null) return
  const served = await servedBy(workspace, run)
  const note = (mail: string): Promise<void> => reportWatches.note(run.id, { mail })
  if (served === undefined || served.user.email === '') return note('refused')
  if (!(await mailIsReady(workspace)) && !(await isTestMode(workspace))) return note('none')
  const enclosed = await enclosedIn(workspace, served)
  const settings = {
    to: [served.user.email],
    ...(await letterOf(workspace, served, enclosed)),
    ...(enclosed.files.length === 0 ? {} : { attachments: enclosed.files }),
  }
  const sent = await callConnector(workspace, {
    connector: 'smtp',
    action: 'send_mail',
    settings,
    idempotencyKey: `report:${run.id}`,
  }).catch(async (error: unknown) => {
    if (job.attempts >= job.maxAttempts) await note('failed')
    throw error
  })
  await note(sent ? 'sent' : 'failed')
}

const oneLine = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200)

async function letterOf(
  workspace: Workspace,
  { watch, run, actor }: Served,
  { kept, picture }: Enclosed,
): Promise<{ readonly subject: string; readonly text: string; readonly html: string }> {
  const { locale } = actor
  const said = wordsIn(locale)
  const { url } = workspace.options
  const [{ model }, { users }] = [await workspace.published(), await workspace.people()]
  const name = nameInMails(model.apps, locale) || workspace.key
  const told = (run.detail['notice'] ?? {}) as { readonly [part: string]: string }
  const { title = watch.name, body: words = '', link = '' } = told
  const body = kept === undefined ? words : `${words}\n${said[kept]}`
  const who = users.find((one) => one.id === watch.createdBy)?.name ?? '—'
  const way = { label: said.open, url: `${url}${link}` }
  const manage = { label: said.manage, url: `${url}/settings/subscriptions` }
  return {
    subject: oneLine(title),
    text: [title, body, `${way.label}: ${way.url}`, `--\n${said.why(who)}\n${said.stop}\n${manage.url}`].join(
      '\n\n',
    ),
    html: mailPage({
      locale,
      name,
      parts: [{ title, text: body, way, ...(picture === undefined ? {} : { picture }) }],
      foot: { text: `${said.why(who)}\n${said.stop}`, way: manage },
    }),
  }
}
