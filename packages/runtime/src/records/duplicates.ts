import { type DuplicateDocument, duplicateName, type EntityModel, type RecordValues } from '@mortise/schema'
import { say } from '@mortise/errors'
import type { Access, Actor, Door, Refs, StoredRecord } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { pointedAt, readDoor } from '../model/read-door.ts'
import { entityFor } from './entity-for.ts'
import { sameJson } from './prepare.ts'

type Found = Awaited<ReturnType<Door['duplicates']>>[number]

/** A record that counts as the same, as far as somebody may hear of it: what they can't see has no id and no title. */
export type ToldDuplicate = Omit<Found, 'entity'> & {
  /** Null where not even its kind may be known. */
  readonly entity: string | null
}

/**
 * Answers who asks whether such a record is there already. Only about fields the asker may read in full: anything else
 * would tell, guess by guess, what is hidden. Of records out of reach one line a rule is told, not how many there are.
 */
export async function lookForDuplicates(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly values: RecordValues; readonly exceptId: string | undefined },
): Promise<{ readonly found: readonly ToldDuplicate[]; readonly refs: Refs }> {
  const { door, published } = await readDoor(workspace, actor)
  const entity = entityFor({ published }, actor, given.entity)
  const rights = door.access.entity(entity.key)
  const known = Object.entries(given.values).filter(([key]) => rights?.fieldScope(key, 'read') === null)
  const hits = await door.duplicates(entity.key, Object.fromEntries(known), { exceptId: given.exceptId })
  const others = await notToldApart(workspace, given.exceptId, hits)
  const found = foundOnce(others.map((hit) => toldOf(door.access, entity, hit)))
  const refs = await door.refs(
    found.flatMap(({ owner, shown }) => {
      const wanted = pointedAt({ published, kit: workspace.options.kit }, entity, shown)
      return owner === null ? wanted : [...wanted, { entity: 'user', ids: [owner] }]
    }),
  )
  return { found, refs }
}

/** Without the records that somebody looked at already and found to be others; what blocks is told all the same. */
async function notToldApart(
  workspace: Workspace,
  id: string | undefined,
  hits: readonly Found[],
): Promise<readonly Found[]> {
  const named = hits.flatMap((hit) => (hit.on === 'warn' && hit.id !== null ? [hit.id] : []))
  if (id === undefined || named.length === 0) return hits
  const pairs = await workspace.store.side.duplicateSearches.apart([id, ...named])
  const apart = new Set(pairs.filter((pair) => pair.includes(id)).flat())
  return hits.filter((hit) => hit.on === 'block' || hit.id === null || !apart.has(hit.id))
}

/** What of a found record somebody may hear: the fields its rule shows, if they are known to them at all. */
function toldOf(access: Access, entity: EntityModel, hit: Found): ToldDuplicate {
  const rights = access.entity(entity.key)
  const shown = Object.entries(hit.shown).filter(
    ([key, value]) => value !== null && !['hidden', 'masked'].includes(rights?.field(key) ?? 'hidden'),
  )
  const entityKnown = access.entity(hit.entity) !== undefined
  return { ...hit, entity: entityKnown ? hit.entity : null, shown: Object.fromEntries(shown) }
}

/** Records without a name that would be told alike are told once. */
function foundOnce(hits: readonly ToldDuplicate[]): readonly ToldDuplicate[] {
  const seen = new Set<string>()
  return hits.filter((hit) => {
    if (hit.id !== null) return true
    const text = JSON.stringify(hit)
    return !seen.has(text) && seen.add(text)
  })
}

/**
 * Refuses a record that a blocking duplicate rule finds already there. What the saver may not see stays unnamed. A change
 * is asked about only where it touches what a rule compares: what was let in once may be worked on.
 */
export function refuseDuplicates(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly values: RecordValues
    readonly before: StoredRecord | undefined
  },
): Promise<void> | undefined {
  const { entity, values, before } = given
  if (entity.document.duplicates === undefined) return undefined
  const moved = (field: string): boolean =>
    before === undefined || !sameJson(values[field] ?? null, before.values[field] ?? null)
  const rules = entity.document.duplicates.filter((rule) => rule.on === 'block' && rule.fields.some(moved))
  return rules.length === 0 ? undefined : refuseFound(unit, actor, { ...given, rules })
}

async function refuseFound(
  unit: Unit,
  actor: Actor,
  given: Parameters<typeof refuseDuplicates>[2] & { readonly rules: readonly DuplicateDocument[] },
): Promise<void> {
  const { entity, values, before, rules } = given
  const asked = { exceptId: before?.id, rules: (rule: DuplicateDocument): boolean => rules.includes(rule) }
  const [blocking] = await unit.door(actor).duplicates(entity.key, values, asked)
  if (blocking === undefined) return
  const rule = rules.find((one) => duplicateName(one) === blocking.key) ?? rules[0]
  const told = toldOf(unit.published.access(actor), entity, blocking)
  const title = told.title ?? '—'
  const own = rule?.message
  const text = own === undefined ? undefined : { zh: say(own, 'zh'), en: say(own, 'en') }
  const error = errors.RECORD_DUPLICATE({ title })
  throw errors.RECORD_DUPLICATE(
    { title },
    {
      details: (rule?.fields ?? []).map((path) => ({
        path,
        code: 'RECORD_DUPLICATE',
        message: text ?? error.text,
      })),
      data: {
        matched: [
          { entity: told.entity, id: told.id, title: told.title, owner: told.owner, shown: told.shown },
        ],
      },
    },
  )
}
