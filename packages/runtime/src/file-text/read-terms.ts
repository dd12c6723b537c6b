import { findTerms, type Terms } from '@mortise/actions'
import { captioned, isMortiseError, listed, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, ReadTermsEffect, RecordValues } from '@mortise/schema'
import type { Actor, ClaimedJob } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { keptOrigin, origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { rootCause } from '../records/cause.ts'
import type { Cause } from '../types.ts'
import { readFileText } from './file-text.ts'

/** The job that reads files behind the saves that asked for it: never while somebody waits. */
export const readTermsJob = 'read_terms'

type Asked = Omit<ReadTermsEffect, 'type'> & {
  readonly key: string
  readonly via: string
  readonly origin: Json
  readonly chain: Cause['chain']
}

/** Asks for a file to be read, in the transaction of the save. */
export async function askTerms(
  unit: Unit,
  { type: _type, ...effect }: ReadTermsEffect,
  by: { readonly actor: Actor; readonly key: string; readonly cause: Cause },
): Promise<void> {
  const { actor, key, cause } = by
  const asked: Asked = { ...effect, key, via: actor.via, origin: keptOrigin(actor), chain: cause.chain }
  await unit.tx.jobs.add([
    {
      kind: readTermsJob,
      payload: asked as unknown as Json,
      runAt: unit.now,
      key: `${readTermsJob}:${key}`,
      maxAttempts: 5,
    },
  ])
}

/** The rule or flow with the rights it has today. */
function actorOf(unit: Unit, { via, origin: kept }: Asked): Actor {
  const from = origin(unit, kept, via)
  const [kind = '', name = ''] = via.split(':')
  const document = kind === 'rule' || kind === 'flow' ? unit.published.model.document(kind, name) : undefined
  return document === undefined ? from : actingFor(unit, from, { ...document, via })
}

type Held = { readonly id: string; readonly name: string }

const isHeld = (value: Json): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value && 'name' in value

/** The last file of the field, as the actor may see it; undefined where there is none any more. */
async function lastFile(workspace: Workspace, asked: Asked): Promise<Held | undefined> {
  return workspace.unit(async (unit) => {
    const { entity, recordId, file } = asked
    const record = await unit.door(actorOf(unit, asked)).get(entity, recordId, { fields: [file] })
    const held = record?.values[file]
    const files = (Array.isArray(held) ? (held as readonly Json[]) : []).filter(isHeld)
    return files.at(-1) as Held | undefined
  })
}

/**
 * Reads a file's terms and writes them, once, however often the job is tried. A file that can't be read says so in the
 * field of the passages, where whoever brought it looks.
 */
export async function readTermsOf(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const asked = job.payload as unknown as Asked
  const file = await lastFile(workspace, asked)
  const row = file === undefined ? null : await workspace.store.side.file(file.id)
  const bytes = row === null ? null : await workspace.options.files.get(row.hash)
  if (file === undefined || bytes === null) return
  try {
    const { text, cut } = await readFileText({ name: file.name, bytes })
    await keep(workspace, asked, (unit, entity) => read({ unit, entity, asked, file, text, cut }))
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    const { passages } = asked
    if (passages !== undefined)
      await keep(workspace, asked, (unit) => ({ [passages]: say(error.text, localeOf(unit)) }))
    await workspace.store.side.audit({
      action: 'terms_failed',
      actor: null,
      actorName: 'Mortise',
      via: asked.via,
      ip: null,
      entity: asked.entity,
      recordId: asked.recordId,
      data: { file: file.name, error: error.code },
    })
  }
}

const words = {
  from: { zh: '读自', en: 'Read from' },
  missing: { zh: '没有找到', en: 'Not found' },
  none: { zh: '文件里没有文字，可能是扫描件', en: 'The file has no words in it; it may be a scan' },
  cut: { zh: '文件很长，只读了前面一部分', en: 'The file is long; only its beginning was read' },
}

type Locale = 'zh' | 'en'

/** Words kept in a record are in the language of the workspace. */
const localeOf = (unit: Unit): Locale =>
  unit.published.model.apps[0]?.locale?.startsWith('en') === true ? 'en' : 'zh'

function read(given: {
  readonly unit: Unit
  readonly entity: EntityModel
  readonly asked: Asked
  readonly file: Held
  readonly text: string
  readonly cut: boolean
}): RecordValues {
  const { unit, entity, asked, file, text, cut } = given
  const terms = findTerms(text, asked.terms)
  const locale = localeOf(unit)
  const values: { [field: string]: Json } = {}
  for (const { term, value } of terms.found) values[term.field] = fitting(entity, term.field, value)
  const told = text.trim() === '' ? words.none[locale] : toldOf(entity, terms, locale)
  const head = `${words.from[locale]} ${file.name}${cut ? `（${words.cut[locale]}）` : ''}`
  if (asked.passages !== undefined) values[asked.passages] = `${head}\n${told}`
  if (asked.text !== undefined) values[asked.text] = text
  return values
}

/** Fields of numbers and of texts both take what was read. */
function fitting(entity: EntityModel, key: string, value: string | number): Json {
  const kind = entity.scope.find(key)?.type.kind
  return kind === 'text' ? String(value) : value
}

function toldOf(entity: EntityModel, { found, missing }: Terms, locale: Locale): string {
  const name = (key: string): string => say(entity.field(key)?.document.label ?? key, locale)
  const lines = found.map(
    ({ term, value, passage }) => `${captioned(name(term.field), String(value), locale)}\n  “${passage}”`,
  )
  const lost = listed(
    missing.map(({ field }) => name(field)),
    locale,
  )
  return [...lines, ...(lost === '' ? [] : [captioned(words.missing[locale], lost, locale)])].join('\n')
}

async function keep(
  workspace: Workspace,
  asked: Asked,
  valuesOf: (unit: Unit, entity: EntityModel) => RecordValues,
): Promise<void> {
  const { entity, recordId, key, chain } = asked
  await workspace.unit(async (unit) => {
    const known = unit.published.model.entity(entity)
    if (known === undefined || !(await unit.tx.side.once(`${readTermsJob}:${key}`))) return
    const actor = actorOf(unit, asked)
    if ((await unit.door(actor).get(entity, recordId, { lock: true, fields: ['id'] })) === null) return
    const request = {
      op: 'update' as const,
      entity,
      id: recordId,
      values: valuesOf(unit, known),
      ignoreDuplicates: true,
    }
    await unit.commands.save(unit, actor, { request, cause: { ...rootCause(key), chain } })
  })
}
