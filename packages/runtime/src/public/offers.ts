import type { Json } from '@mortise/expressions'
import type { PublicFormRow, RecordPage } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { publicActor, type Visitor } from './actor.ts'
import { openForSending } from './door.ts'
import { type Handles, handlesOf } from './handles.ts'
import { solved } from './riddle.ts'
import { offerRoleKey } from './role.ts'
import { type PublicOffer, publicSurface } from './surface.ts'

/** One record that may be chosen: what it is called, what is shown beside it, and the same as plain values. */
export type PublicChoice = {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly row: { readonly [field: string]: Json }
}

/** What fits, and whether there is more of it: then typing narrows it down. */
export type PublicChoices = { readonly choices: readonly PublicChoice[]; readonly more: boolean }

/** What a page asks. Nothing of it is believed. */
export type PublicAsk = { readonly [name: string]: unknown }

/** Choices that are shown at once where the form does not say. */
const usual = 20
const longest = 100
/** Choices that are asked for by name: those of a draft. */
const mostNamed = 200

/** Who asks for one link, by which link of the form. */
type Asking = { readonly link: PublicFormRow; readonly offer: PublicOffer; readonly visitor: Visitor }

/** Answers what strangers may choose for a link of their form: by what they typed, or those they chose before. */
export async function publicChoices(
  workspace: Workspace,
  token: string,
  given: { readonly ask: PublicAsk; readonly locale: 'zh' | 'en'; readonly ip: string },
): Promise<PublicChoices> {
  const { ask, locale, ip } = given
  const { link, form, published } = await openForSending(workspace, token)
  const session = await solved(workspace, { link: link.id, token: ask['challenge'], answer: ask['answer'] })
  const path = typeof ask['field'] === 'string' ? ask['field'] : ''
  const surface = publicSurface({ model: published.model, kit: workspace.options.kit }, form)
  const offer = surface?.picks.get(path)
  if (offer === undefined) throw errors.RECORD_FIELD_READONLY({ name: path.slice(0, 100) })
  const asking = { link, offer, visitor: { session: session.id, locale, ip } }
  const handles = await handlesOf(workspace, { link: link.id, path })
  const { timeZone } = published
  const named = Array.isArray(ask['of']) ? (ask['of'] as readonly unknown[]) : undefined
  if (named !== undefined) {
    const ids = named.slice(0, mostNamed).flatMap((one) => handles.idOf(one) ?? [])
    const records = await workspace.unit((unit) => readOffered(unit, asking, ids))
    return {
      choices: records.map((one) => choiceOf(workspace, asking, { one, handles, timeZone })),
      more: false,
    }
  }
  const text = typeof ask['text'] === 'string' ? ask['text'].trim().slice(0, longest) : ''
  if ([...text].length < (offer.pick.minLength ?? 0)) return { choices: [], more: false }
  const most = offer.pick.limit ?? usual
  const records = await workspace.unit((unit) => search(unit, asking, { text, most: most + 1 }))
  return {
    choices: records.slice(0, most).map((one) => choiceOf(workspace, asking, { one, handles, timeZone })),
    more: records.length > most,
  }
}

type Found = RecordPage['records'][number]

/** What is offered is read by a role that reads nothing else: neither the search nor the order can lean on more. */
async function query(
  unit: Unit,
  { link, offer, visitor }: Asking,
  asked: { readonly filter?: Json; readonly search?: string; readonly limit: number },
): Promise<readonly Found[]> {
  const actor = publicActor(unit, link, visitor)
  const door = unit.door({ ...actor, roles: [offerRoleKey(link.form, offer.path)] })
  const fields = offer.shown.map(({ key }) => key)
  // In the order of what is shown: records that look alike are alike, whichever comes first.
  const sort = fields.map((field) => ({ field, dir: 'asc' as const }))
  const { records } = await door.query({ entity: offer.target.key, fields, sort, ...asked })
  return records
}

function search(
  unit: Unit,
  asking: Asking,
  { text, most }: { readonly text: string; readonly most: number },
): Promise<readonly Found[]> {
  if (text === '') return query(unit, asking, { limit: most })
  const { target, shown } = asking.offer
  const quick = new Set([target.document.title, ...(target.document.search ?? [])])
  // The quick search knows pinyin and looks into fields that the reader sees alone; where it knows none of them, plainly.
  if (shown.some(({ key }) => quick.has(key))) return query(unit, asking, { search: text, limit: most })
  const texts = shown.filter(({ key }) => target.scope.find(key)?.type.kind === 'text')
  const like = texts.map(({ key }): Json => ({ contains: [{ var: key }, text] }))
  if (like.length === 0) return Promise.resolve([])
  return query(unit, asking, { filter: { or: like }, limit: most })
}

/** Those of some records that are offered, with what is shown of them. */
export function readOffered(unit: Unit, asking: Asking, ids: readonly string[]): Promise<readonly Found[]> {
  if (ids.length === 0) return Promise.resolve([])
  return query(unit, asking, { filter: { in: [{ var: 'id' }, [...ids]] }, limit: ids.length })
}

function choiceOf(
  workspace: Workspace,
  { offer, visitor }: Asking,
  given: { readonly one: Found; readonly handles: Handles; readonly timeZone: string },
): PublicChoice {
  const { locale } = visitor
  const { one, handles, timeZone } = given
  const texts = offer.shown.map(({ key, type, document }) => {
    const context = { field: document, locale, timeZone }
    return workspace.options.kit.fields.find(type)?.format(one.values[key] ?? null, context) ?? ''
  })
  const [label = '', ...more] = texts
  const id = handles.handleOf(one.id)
  return {
    id,
    label,
    hint: more.filter((text) => text !== '').join(' · '),
    row: { ...rowOf(offer, one), id },
  }
}

/** The shown values alone, whatever a record brings along. */
export function rowOf({ shown }: PublicOffer, one: Found): { readonly [field: string]: Json } {
  return Object.fromEntries(shown.map(({ key }) => [key, one.values[key] ?? null]))
}
