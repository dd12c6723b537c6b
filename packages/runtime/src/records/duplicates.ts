import type { DuplicateDocument, EntityModel, RecordValues } from '@mortise/schema'
import { say } from '@mortise/errors'
import type { Actor, Door, StoredRecord } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { readDoor } from '../model/read-door.ts'
import { entityFor } from './entity-for.ts'
import { sameJson } from './prepare.ts'

/**
 * Answers who asks whether such a record is there already. Only about fields the asker may read in full: anything else
 * would tell, guess by guess, what is hidden.
 */
export async function lookForDuplicates(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly values: RecordValues; readonly exceptId: string | undefined },
): ReturnType<Door['duplicates']> {
  const { door, published } = await readDoor(workspace, actor)
  const entity = entityFor({ published }, actor, given.entity)
  const rights = door.access.entity(entity.key)
  const known = Object.entries(given.values).filter(([key]) => rights?.fieldScope(key, 'read') === null)
  return door.duplicates(entity.key, Object.fromEntries(known), { exceptId: given.exceptId })
}

/**
 * Refuses a record that a blocking duplicate rule finds already there. What the saver may not see stays unnamed. A change
 * is asked about only where it touches what a rule compares: what was let in once may be worked on.
 */
export async function refuseDuplicates(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly values: RecordValues
    readonly before: StoredRecord | undefined
  },
): Promise<void> {
  const { entity, values, before } = given
  const moved = (field: string): boolean =>
    before === undefined || !sameJson(values[field] ?? null, before.values[field] ?? null)
  const rules = (entity.document.duplicates ?? []).filter(
    (rule) => rule.on === 'block' && rule.fields.some(moved),
  )
  if (rules.length === 0) return
  const asked = { exceptId: before?.id, rules: (rule: DuplicateDocument): boolean => rules.includes(rule) }
  const [blocking] = await unit.door(actor).duplicates(entity.key, values, asked)
  if (blocking === undefined) return
  const rule = rules.find((one) => (one.key ?? one.fields.join('_')) === blocking.key) ?? rules[0]
  const title = blocking.title ?? '—'
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
        matched: [{ entity: blocking.entity, id: blocking.id, title: blocking.title, owner: blocking.owner }],
      },
    },
  )
}
