import { createHash } from 'node:crypto'
import { isMortiseError, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { PublicSubmissionRow } from '@mortise/store'
import { emptyTally } from '@mortise/rules'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { saveRecord } from '../records/save.ts'
import { publicActor, type Visitor } from './actor.ts'
import { type Chosen, withChosen } from './chosen.ts'
import { type Opened, openForSending } from './door.ts'
import { isForSomebodyElse } from './faults.ts'
import { filesNamed, withTrueFiles } from './files.ts'
import { keyed, publicKeys, sealed } from './keys.ts'
import { formProgram } from './program.ts'
import { type Session, solved } from './riddle.ts'
import { asFormTakes, refuseUnplaced } from './sent.ts'
import { type PublicSource, readSource, sourceValues } from './source.ts'
import { publicSurface } from './surface.ts'

/** What a page sends. Nothing of it is believed. */
export type PublicBody = { readonly [name: string]: unknown }

/** What whoever submitted sees next. The same whatever became of it inside: nobody learns what was there before. */
export type PublicThanks = {
  readonly text: LocalizedText | null
  readonly redirect: string | null
  /** Path of the page that tells how it goes on, where the form has one. */
  readonly progress: string | null
}

/** Somebody submitted before: from this device, or with this value. Undoes the transaction. */
class TookPart extends Error {}

type Submission = {
  readonly opened: Opened
  readonly session: Session
  readonly visitor: Visitor
  readonly values: RecordValues
  readonly source: PublicSource
  readonly device: string | undefined
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Takes what a stranger sent by a link: checks the riddle, the form and the consent, and makes the record as everybody
 * else's are made. What stumbles over something that is not the stranger's to know or to mend (a record that is there
 * already, a rule that lacks a right) is held back for somebody to look at, with the same answer.
 */
export async function submitPublic(
  workspace: Workspace,
  token: string,
  given: {
    readonly body: PublicBody
    readonly locale: 'zh' | 'en'
    readonly ip: string
    readonly requestId: string
  },
): Promise<PublicThanks> {
  const { body, locale, ip } = given
  const opened = await openForSending(workspace, token)
  const session = await solved(workspace, {
    link: opened.link.id,
    token: body['challenge'],
    answer: body['answer'],
  })
  // A field that no person sees: whoever fills it in is told what it wants to hear.
  if (body['website'] !== undefined && body['website'] !== '') return thanksOf(workspace, opened, null)
  const values = valuesOf(body['values'])
  const digest = sha(JSON.stringify(values))
  const earlier = await workspace.store.side.publicForms.bySession(session.id)
  if (earlier !== null) return again(workspace, opened, { earlier, digest })
  const { consent } = opened.form.public ?? {}
  if (consent !== undefined && body['consent'] !== consent.version) throw errors.PUBLIC_CONSENT()
  const submission: Submission = {
    opened,
    session,
    values,
    visitor: { session: session.id, locale, ip },
    source: readSource(body['source'], opened.link.channel),
    device:
      typeof body['device'] === 'string' && /^[\w-]{8,64}$/.test(body['device']) ? body['device'] : undefined,
  }
  return keep(workspace, submission, { digest, requestId: given.requestId })
}

function valuesOf(given: unknown): RecordValues {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw errors.RECORD_FIELD_READONLY({ name: 'values' })
  return given as RecordValues
}

/** An answer that was lost on the way is given again; anything else needs a new riddle. */
function again(
  workspace: Workspace,
  opened: Opened,
  { earlier, digest }: { readonly earlier: PublicSubmissionRow; readonly digest: string },
): Promise<PublicThanks> {
  if (earlier.digest !== digest) throw errors.PUBLIC_SENT_BEFORE()
  return thanksOf(workspace, opened, earlier.id)
}

async function keep(
  workspace: Workspace,
  submission: Submission,
  given: { readonly digest: string; readonly requestId: string },
): Promise<PublicThanks> {
  const { opened, session } = submission
  const id = workspace.newId()
  try {
    await workspace.unit((unit) => make(workspace, unit, { ...given, id, submission }))
    return await thanksOf(workspace, opened, id)
  } catch (error) {
    if (error instanceof TookPart) {
      const earlier = await workspace.store.side.publicForms.bySession(session.id)
      if (earlier !== null) return again(workspace, opened, { earlier, digest: given.digest })
      if (opened.form.public?.once?.per === 'device') throw errors.PUBLIC_ONCE()
      return thanksOf(workspace, opened, null)
    }
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    if (!unsaid.has(error) && !isForSomebodyElse(error)) throw error
    await hold(workspace, { ...given, id, submission, reason: error.code })
    return thanksOf(workspace, opened, id)
  }
}

type Making = {
  readonly id: string
  readonly digest: string
  readonly requestId: string
  readonly submission: Submission
}

async function make(workspace: Workspace, unit: Unit, making: Making): Promise<void> {
  const { submission, requestId } = making
  const { opened, visitor, source } = submission
  const { link, form } = opened
  unit.cascade.tally = emptyTally
  const { values, paths } = await taken(workspace, unit, submission)
  const actor = publicActor(unit, link, visitor, paths)
  const program = formProgram(unit.published, unit.options.kit, form)
  const known = { source, locale: visitor.locale, timeZone: unit.timeZone }
  const given = {
    ...sourceValues(program, form, known),
    ...(link.owner === null ? {} : { owner: link.owner }),
  }
  const saving = saveRecord(unit, actor, {
    // The form's own rules fill in what strangers can't write, and nothing is asked for that it does not show.
    request: { op: 'create', entity: form.entity, values, given, form: form.key },
    cause: rootCause(requestId),
  })
  const { record } = await saving.catch((error: unknown) => {
    // All that the stranger could see was looked at before: what is found now leans on the rest of a chosen record.
    if (paths.length > 0 && isMortiseError(error)) unsaid.add(error)
    throw error
  })
  await note(workspace, unit, { ...making, values, recordId: record.id, reason: null })
}

/** Refusals that would tell of what was not shown. */
const unsaid = new WeakSet<Error>()

/** The values that the form takes, without what it leaves empty, and the links that were chosen for. */
async function taken(
  workspace: Workspace,
  unit: Unit,
  submission: Submission,
): Promise<Pick<Chosen, 'values' | 'paths'>> {
  const { opened, visitor } = submission
  const { form, link } = opened
  const ground = { model: unit.published.model, kit: workspace.options.kit }
  const surface = publicSurface(ground, form)
  if (surface === undefined) throw errors.PUBLIC_FORM_GONE()
  refuseUnplaced(surface, submission.values)
  const program = formProgram(unit.published, unit.options.kit, form)
  const named = { surface, values: submission.values, link, visitor }
  const chosen = await withChosen(workspace, unit, named)
  const known = { values: chosen.values, session: submission.session.id }
  const values = await withTrueFiles(workspace, surface, known)
  const { paths } = chosen
  return { values: await asFormTakes(unit, program, { ...chosen, values, locale: visitor.locale }), paths }
}

async function hold(workspace: Workspace, making: Making & { readonly reason: string }): Promise<void> {
  await workspace
    .unit(async (unit) => {
      const { values } = await taken(workspace, unit, making.submission)
      await note(workspace, unit, { ...making, values, recordId: null })
    })
    .catch((error: unknown) => {
      // Somebody with the same value was held back or let in before: told the same, kept once.
      if (!(error instanceof TookPart)) throw error
    })
}

/** Counts the submission and keeps what belongs to it, the last thing in its transaction. */
async function note(
  workspace: Workspace,
  unit: Unit,
  given: Making & {
    readonly values: RecordValues
    readonly recordId: string | null
    readonly reason: string | null
  },
): Promise<void> {
  const { submission, values, recordId, reason, id, digest } = given
  const { opened, visitor, session, source } = submission
  const { link, form } = opened
  const tables = unit.tx.side.publicForms
  if (!(await tables.take(link.id))) throw errors.PUBLIC_FORM_CLOSED()
  const isNew = await tables.submit({
    id,
    link: link.id,
    form: link.form,
    entity: form.entity,
    recordId,
    state: recordId === null ? 'held' : 'made',
    reason,
    values: recordId === null ? values : null,
    session: session.id,
    digest,
    onceKey: await onceKey(workspace, submission, values),
    consent: form.public?.consent?.version ?? null,
    source,
    locale: visitor.locale,
  })
  if (!isNew) throw new TookPart()
  // Nobody can say yet whether the record will be made; its files wait with it.
  if (recordId === null) await unit.tx.side.looseFiles.hold(filesNamed(values))
}

/** What a person or device is known again by: a keyed digest, from which nobody reads who it was. */
async function onceKey(
  workspace: Workspace,
  submission: Submission,
  values: RecordValues,
): Promise<string | null> {
  const { opened, device } = submission
  const { once } = opened.form.public ?? {}
  if (once === undefined) return null
  const key = (await publicKeys(workspace)).at(-1)
  const value: Json | undefined = once.per === 'device' ? device : values[once.field]
  if (key === undefined || value === undefined || value === null) return null
  const text =
    typeof value === 'string'
      ? value
          .trim()
          .toLowerCase()
          .replaceAll(/[\s\-()]/g, '')
      : JSON.stringify(value)
  return keyed(key, 'once', `${opened.link.form}\n${once.per}\n${text}`).toString('base64url')
}

const progressDays = 90

async function thanksOf(
  workspace: Workspace,
  { form }: Opened,
  submission: string | null,
): Promise<PublicThanks> {
  const { thanks, progress } = form.public ?? {}
  const days = progress?.days ?? progressDays
  const end = Math.floor(workspace.options.clock() / 1000) + days * 86_400
  return {
    text: thanks?.text ?? null,
    redirect: thanks?.redirect ?? null,
    progress:
      progress === undefined
        ? null
        : `/p/${await sealed(workspace, 'progress', { s: submission ?? workspace.newId(), e: end })}`,
  }
}
