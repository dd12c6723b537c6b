import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { Actor, ClaimedJob } from '@mortise/store'
import type { Commands, Unit } from '../context/unit.ts'
import { documentJob } from '../prints/ask-document.ts'
import type { Told } from './told.ts'

type Listening = { readonly told: Told[]; readonly viewer: Actor }
type Place = { readonly entity: string; readonly id: string }

/** What the viewer may see of a record; nothing where they may not see it at all. */
async function seen(unit: Unit, viewer: Actor, { entity, id }: Place): Promise<RecordValues> {
  if (unit.published.access(viewer).entity(entity) === undefined) return {}
  return (await unit.door(viewer).get(entity, id, { rows: 'all' }))?.values ?? {}
}

/** Kept by the platform itself, and of no interest to somebody who tries something. */
const own: ReadonlySet<string> = new Set([
  'id',
  'created_at',
  'updated_at',
  'created_by',
  'updated_by',
  'version',
])

const titleOf = (unit: Unit, entity: string, values: RecordValues): string =>
  String(values[unit.published.model.entity(entity)?.document.title ?? 'id'] ?? '')

const viaOf = (actor: Actor): string | null => (actor.kind === 'user' ? null : actor.via)

/** The same commands, which tell what they write. */
export function listeningCommands(real: Commands, { told, viewer }: Listening): Commands {
  return {
    ...real,
    save: async (unit, actor, given) => {
      const { request } = given
      const { entity } = request
      const before = request.op === 'create' ? {} : await seen(unit, viewer, { entity, id: request.id })
      const at = told.length
      const saved = await real.save(unit, actor, given)
      const { id } = saved.record
      const after = await seen(unit, viewer, { entity, id })
      const values = Object.entries(after)
        .filter(([field, value]) => !own.has(field) && differs(before[field], value))
        .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
      const via = viaOf(actor)
      // It comes before what it set off.
      if (values.length > 0 || request.op === 'create')
        told.splice(at, 0, {
          type: 'record',
          op: request.op,
          entity,
          id,
          title: titleOf(unit, entity, after),
          via,
          values,
        })
      return saved
    },
    remove: async (unit, actor, given) => {
      const { op, entity, id } = given
      const values = await seen(unit, viewer, given)
      const gone = await real.remove(unit, actor, given)
      told.push({
        type: 'record',
        op,
        entity,
        id,
        title: titleOf(unit, entity, values),
        via: viaOf(actor),
        values: [],
      })
      return gone
    },
  }
}

function differs(a: Json | undefined, b: Json): boolean {
  return JSON.stringify(a ?? null) !== JSON.stringify(b)
}

const asTexts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)]

/** Words of others that whoever tries something may not read. */
export const unheard = '—'

/** What a listener may hear: in which words somebody else is told something, and which addresses they know anyway. */
export type Hearing = {
  readonly words: (key: string | null, whole: string) => string
  readonly knows: (address: string) => boolean
}

/** Tells of a job that would have gone outside. */
export function tellJob(told: Told[], { kind, payload, key }: ClaimedJob, hearing: Hearing): void {
  const given = payload as { readonly [key: string]: Json }
  if (kind === documentJob) told.push({ type: 'document', template: String(given['template'] ?? '') })
  if (kind !== 'call_out') return
  const settings = (given['settings'] ?? {}) as { readonly [key: string]: Json }
  const { users, to, phones, url, title, subject, text, template } = settings
  told.push({
    type: 'call',
    connector: String(given['connector'] ?? ''),
    action: String(given['action'] ?? ''),
    to: [
      ...asTexts(users),
      ...[to, phones, url].flatMap(asTexts).map((one) => (hearing.knows(one) ? one : unheard)),
    ],
    text: hearing.words(key, [title, subject, text, template].flatMap(asTexts)[0] ?? ''),
  })
}
