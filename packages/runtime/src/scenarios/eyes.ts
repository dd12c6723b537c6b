import { pathsOf, type Expression, type Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { Actor, EntityAccess } from '@mortise/store'
import { systemActor } from '../context/actor.ts'
import { errors } from '../errors.ts'
import type { Role } from './cast.ts'
import type { ScenarioStage } from './stage.ts'

/**
 * Who is told how a play among real data went. Steps act in anybody's name, but a play must tell nobody more than they
 * may read themselves: neither in the words of a failure nor by passing or failing. What may be told hangs on rights
 * alone, never on what is found, which would be an answer too.
 */
export type Eyes = {
  readonly viewer: Actor
  /** Ids of records that the play itself has made. */
  readonly made: ReadonlySet<string>
  /** In which words the viewer may hear a notice that went out to that person in the play; undefined where none did. */
  readonly heard: (userId: string, title: string) => string | undefined
}

/** Refuses what a play answers from all the data there is, unless it is the viewer who asks. */
export function refuseUnseen({ eyes }: ScenarioStage, actor: Actor, what: string): void {
  if (eyes === null) return
  if (actor.userId === null || actor.userId !== eyes.viewer.userId) throw errors.SCENARIO_UNSEEN({ what })
}

/** What the viewer may know of a record: whether they see it, and which of its fields hold what they see. */
type Seen = {
  readonly rights: EntityAccess
  /** As the viewer reads it; null where only the play brings it before them. */
  readonly own: RecordValues | null
}

async function seenOf({ workspace }: ScenarioStage, eyes: Eyes, role: Role): Promise<Seen> {
  const { entity, id } = role
  const rights = (await workspace.published()).access(eyes.viewer).entity(entity)
  if (rights === undefined || rights.read === false) throw errors.SCENARIO_UNSEEN({ what: entity })
  const own = await workspace.unit((unit) => unit.door(eyes.viewer).get(entity, id, { rows: 'all' }))
  if (own === null && !eyes.made.has(id)) throw errors.SCENARIO_UNSEEN({ what: entity })
  return { rights, own: own?.values ?? null }
}

/** Refuses to tell of a record that is nothing the viewer sees, nor anything the play has made. */
export async function refuseUnseenRecord(stage: ScenarioStage, role: Role): Promise<void> {
  if (stage.eyes !== null) await seenOf(stage, stage.eyes, role)
}

/** Whether a field is worked out of other records, which a record of the play may bring within reach. */
async function isBrought({ workspace }: ScenarioStage, entity: string, field: string): Promise<boolean> {
  const { model } = await workspace.published()
  const known = model.entity(entity)?.field(field)
  return known !== undefined && workspace.options.kit.fields.find(known.type)?.computed === true
}

const isOpen = ({ field, fieldScope }: EntityAccess, key: string): boolean =>
  ['write', 'read'].includes(field(key)) && fieldScope(key, 'read') === null

/** What a play tells of a value it found in a record. */
export async function toldValue(
  stage: ScenarioStage,
  role: Role,
  given: { readonly field: string; readonly found: Json | undefined },
): Promise<Json | undefined> {
  const { field, found } = given
  if (stage.eyes === null) return found
  const { rights, own } = await seenOf(stage, stage.eyes, role)
  const refused = errors.SCENARIO_UNSEEN({ what: `${role.entity}.${field}` })
  if (!isOpen(rights, field)) throw refused
  if (found === undefined || !(await isBrought(stage, role.entity, field))) return found
  if (own === null) throw refused
  return own[field]
}

/** In whose name a play may ask whether something holds of a record: the platform's, or else the viewer's. */
export async function askerOf(stage: ScenarioStage, role: Role, that: Expression): Promise<Actor> {
  const system = systemActor('scenario')
  if (stage.eyes === null) return system
  const { rights, own } = await seenOf(stage, stage.eyes, role)
  if (own !== null) return stage.eyes.viewer
  for (const path of pathsOf(that))
    if (path.includes('.') || !isOpen(rights, path) || (await isBrought(stage, role.entity, path)))
      throw errors.SCENARIO_UNSEEN({ what: `${role.entity}.${path}` })
  return system
}
