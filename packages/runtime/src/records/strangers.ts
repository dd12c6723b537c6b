import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { type Access, type Actor, unknownField } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'

const given = new Set(['owner', 'department'])
const kept = new Set(['query', 'rows', 'counter'])

/**
 * Refuses what nobody may write, before anything else is looked at: names that do not exist, and with the same words
 * those that the writer may not know; and what the system alone works out. So no answer about another value of the
 * record tells a hidden field from none.
 */
export function refuseStrangers(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly values: RecordValues },
): void {
  if (actor.kind === 'system') return
  const { entity, values } = of
  for (const [key, value] of Object.entries(values)) {
    refuseUnknown(unit, actor, { entity, key })
    refuseComputed(unit, entity, key)
    const relation = entity.relation(key)
    const child = relation === undefined ? undefined : unit.published.model.entity(relation.target)
    if (child === undefined || !Array.isArray(value)) continue
    for (const row of value as readonly Json[])
      if (typeof row === 'object' && row !== null && !Array.isArray(row))
        for (const name of Object.keys(row))
          if (name !== 'id') refuseUnknown(unit, actor, { entity: child, key: name })
  }
}

/**
 * Whether `refuseStrangers` lets all names of a record pass; false also where it has to look at rows. What was found is
 * kept beside the rights, which say all but whether it is the platform that writes.
 */
export function knownNames(unit: Unit, actor: Actor, entity: EntityModel): (values: RecordValues) => boolean {
  const rights = unit.published.access(actor).entity(entity.key)
  const known = rights === undefined ? new Map<string, boolean>() : keptNames(entity, rights, actor.kind)
  const look = (key: string): boolean => {
    if (entity.relation(key) !== undefined) return false
    try {
      refuseStrangers(unit, actor, { entity, values: { [key]: null } })
      return true
    } catch {
      return false
    }
  }
  return (values) => {
    for (const key of Object.keys(values)) {
      let found = known.get(key)
      if (found === undefined) {
        found = look(key)
        // Names that nobody knows must not pile up.
        if (found || entity.field(key) !== undefined) known.set(key, found)
      }
      if (!found) return false
    }
    return true
  }
}

type Rights = NonNullable<ReturnType<Access['entity']>>
const namesKept = new WeakMap<
  EntityModel,
  WeakMap<Rights, { own: Map<string, boolean>; system: Map<string, boolean> }>
>()

function keptNames(entity: EntityModel, rights: Rights, kind: Actor['kind']): Map<string, boolean> {
  let byRights = namesKept.get(entity)
  if (byRights === undefined) namesKept.set(entity, (byRights = new WeakMap()))
  let names = byRights.get(rights)
  if (names === undefined) byRights.set(rights, (names = { own: new Map(), system: new Map() }))
  return kind === 'system' ? names.system : names.own
}

function refuseUnknown(
  unit: Unit,
  actor: Actor,
  { entity, key }: { readonly entity: EntityModel; readonly key: string },
): void {
  const rights = unit.published.access(actor).entity(entity.key)
  const known = (name: string): boolean => rights !== undefined && rights.field(name) !== 'hidden'
  if (entity.field(key) !== undefined && known(key)) return
  throw unknownField(key, entity.fields.map((field) => field.key).filter(known))
}

function refuseComputed(unit: Unit, entity: EntityModel, key: string): void {
  const field = entity.field(key)
  if (field === undefined) return
  const type = unit.options.kit.fields.find(field.type)
  const source = type?.source?.(field.document)?.from
  const own = field.system ? !given.has(key) : type?.computed === true || kept.has(source ?? '')
  if (own) throw errors.RECORD_FIELD_READONLY({ name: key })
}

/** What is said where a field is wrong that its reader may not see. */
export const unseenProblem: ErrorDetail = {
  path: '',
  code: 'RECORD_FIELD_UNSEEN',
  message: {
    zh: '有一个你看不到的字段不符合要求，请联系管理员',
    en: 'a field that you may not see is not right; ask an administrator',
  },
}

/** What is wrong with a record, as its writer may know it: nothing is said of a field by its hidden name. */
export function problemsFor(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly problems: readonly ErrorDetail[] },
): readonly ErrorDetail[] {
  const { entity, problems } = of
  const rights = unit.published.access(actor).entity(entity.key)
  const hidden = (key: string): boolean =>
    entity.field(key) !== undefined && (rights === undefined || rights.field(key) === 'hidden')
  return problems.map((problem) => {
    const [head = '', , inner = ''] = problem.path.split(/[./[\]]+/).filter((part) => part !== '')
    const child = unit.published.model.entity(entity.relation(head)?.target ?? '')
    const below = child === undefined ? undefined : unit.published.access(actor).entity(child.key)
    const shut = hidden(head) || (child?.field(inner) !== undefined && below?.field(inner) === 'hidden')
    return shut ? unseenProblem : problem
  })
}
