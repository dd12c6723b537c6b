import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, Effect } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import { automation } from '../context/automation.ts'
import { fillText } from '../context/fill.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { readsInFull } from '../model/clear-paths.ts'
import { readInput } from '../records/input.ts'
import { showValue } from '../records/show.ts'
import { inputOf } from './action-context.ts'

type Notify = Extract<Effect, { readonly type: 'notify' }>

/** What one person is told. Without a record where that person may not read it. */
export type Notice = {
  readonly userId: string
  readonly title: string
  readonly body: string | undefined
  readonly at: { readonly entity: string; readonly recordId: string } | undefined
}

/**
 * Words a notice for each of its readers. Rules and flows fill texts with all the platform knows; whoever may not read a
 * value finds a dash in its place, and nothing at all of a record out of reach.
 */
export async function noticesFor(
  unit: Unit,
  effect: Pick<Notify, 'title' | 'body' | 'templates'>,
  given: { readonly to: readonly string[]; readonly entity: string; readonly recordId: string },
): Promise<readonly Notice[]> {
  const entity = unit.published.model.entity(given.entity)
  const { templates } = effect
  const at = { entity: given.entity, recordId: given.recordId }
  const languages = new Map(unit.people.users.map(({ id, locale }) => [id, locale]))
  const worded = (userId: string): Pick<Notice, 'userId' | 'title' | 'body'> => ({
    userId,
    title: say(effect.title, languages.get(userId) ?? 'zh'),
    body: effect.body === undefined ? undefined : say(effect.body, languages.get(userId) ?? 'zh'),
  })
  const whole = (userId: string): Notice => ({ ...worded(userId), at })
  if (entity === undefined) return given.to.map(whole)
  const paths = pathsRead([templates?.title ?? '', templates?.body ?? ''], entity.scope)
  const made: Notice[] = []
  for (const userId of given.to) {
    const actor = readerOf(unit, userId)
    const rights = actor && unit.published.access(actor).entity(entity.key)
    if (actor === undefined) continue
    const reach = rights !== undefined && (await reaches(unit, actor, given))
    const clear = (path: string): boolean =>
      reach && readsInFull({ published: unit.published, kit: unit.options.kit }, actor, { entity, path })
    if (reach && (templates === undefined || paths.every(clear))) made.push(whole(userId))
    // Words without a template are the designer's own, the same for everybody.
    else if (templates === undefined) made.push({ ...worded(userId), at: reach ? at : undefined })
    else made.push(await refilled(unit, actor, { templates, entity, clear, reach, recordId: given.recordId }))
  }
  return made
}

/** Lets whoever tries something hear what others are told: in the words in which they would be told it themselves. */
export async function letListen(
  unit: Unit,
  notice: Parameters<typeof noticesFor>[1],
  at: { readonly keys: readonly string[]; readonly entity: string; readonly recordId: string },
): Promise<void> {
  const { listener } = unit
  if (listener === undefined) return
  const { keys, ...place } = at
  const [own] = await noticesFor(unit, notice, { ...place, to: [listener.viewer.userId ?? ''] })
  if (own !== undefined) for (const key of keys) listener.hear(key, own.title)
}

/** Somebody of the workspace, as a reader of what is written to them; undefined for whoever is none. */
export function readerOf(unit: Unit, userId: string): Actor | undefined {
  const user = unit.people.users.find((one) => one.id === userId)
  return user && userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
}

async function reaches(unit: Unit, actor: Actor, at: { entity: string; recordId: string }): Promise<boolean> {
  return (await unit.door(actor).get(at.entity, at.recordId, { fields: ['id'] })) !== null
}

async function refilled(
  unit: Unit,
  reader: Actor,
  given: {
    readonly templates: NonNullable<Notify['templates']>
    readonly entity: EntityModel
    readonly recordId: string
    readonly reach: boolean
    readonly clear: (path: string) => boolean
  },
): Promise<Notice> {
  const { entity, recordId, reach, clear } = given
  const { locale } = reader
  const title = say(given.templates.title, locale)
  const body = given.templates.body === undefined ? undefined : say(given.templates.body, locale)
  const system = automation(unit, 'read')
  const stored = await unit.door(system).get(entity.key, recordId, { rows: 'all' })
  const values: { readonly [field: string]: Json } = stored?.values ?? {}
  const paths = pathsRead([title, body ?? ''], entity.scope)
  const { record, refs } = await readInput(unit, { entity, id: recordId, values, isNew: false, paths })
  const show = showValue({ unit, entity, refs, locale })
  const fill = (template: string): string =>
    fillText(template, { entity, input: inputOf(unit, system, record), show, clear })
  return {
    userId: reader.userId ?? '',
    title: fill(title),
    body: body === undefined ? undefined : fill(body),
    at: reach ? { entity: entity.key, recordId } : undefined,
  }
}
