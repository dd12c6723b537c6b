import {
  type DuplicateDocument,
  type DuplicateSide,
  type EntityDocument,
  type EntityModel,
  type FieldDocument,
  joinTarget,
  type JoinWay,
  type SlaDocument,
} from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'

/** Answers what an actor may know of the metadata. */
export type Visibility = {
  readonly entity: (key: string) => boolean
  readonly field: (entity: string, key: string) => boolean
  /** True when everything that a value (expressions, texts, names) reads of the entity is known to the actor. */
  readonly clear: (entity: EntityModel, value: unknown) => boolean
  /** The same for one path, such as `account.level`. */
  readonly path: (entity: EntityModel, path: string) => boolean
  /** The entity whose rows a join of a report brings, whether the actor knows it or not. */
  readonly joined: (entity: EntityModel, join: JoinWay) => EntityModel | undefined
}

/**
 * Works out what an actor may know. `whole`: what is shown to him in part only counts as hidden, because it can't be
 * counted, compared or added up.
 */
export function visibilityOf(
  published: Published,
  actor: Actor,
  kit: RuntimeOptions['kit'],
  { whole = false }: { readonly whole?: boolean } = {},
): Visibility {
  const access = published.access(actor)
  const entity = (key: string): boolean => access.entity(key) !== undefined
  const field = (of: string, key: string): boolean => {
    const rights = access.entity(of)
    if (rights === undefined || rights.field(key) === 'hidden') return false
    return (!whole || rights.fieldScope(key, 'read') !== false) && targetKnown(of, key)
  }
  /** A link to something nobody told the actor of shows nothing: it is as absent as its target. */
  const targetKnown = (of: string, key: string): boolean => {
    const target = targetOf(of, key)
    return target === undefined || published.model.entity(target) === undefined || entity(target)
  }
  const targetOf = (of: string, key: string): string | undefined => {
    const model = published.model.entity(of)
    const relation = model?.relation(key)
    const found = model?.field(key)
    if (found === undefined) return relation?.target
    return kit.fields.find(found.type)?.target?.(found.document)
  }
  const path = (of: EntityModel, text: string): boolean => {
    const [head = '', ...rest] = text.split('.')
    const own = of.field(head)
    if (own === undefined && of.relation(head) === undefined) return true
    if (own !== undefined && !field(of.key, head)) return false
    if (own === undefined && !linkKnown(of, head)) return false
    if (rest.length === 0) return true
    const target = published.model.entity(targetOf(of.key, head) ?? '')
    if (target === undefined) return true
    return entity(target.key) && path(target, rest.join('.'))
  }
  /** Rows that point here by a link nobody told the actor of are not known to be here. */
  const linkKnown = (of: EntityModel, key: string): boolean => {
    const relation = of.relation(key)
    if (relation === undefined || relation.owned || relation.many === 'forth') return true
    return !entity(relation.target) || field(relation.target, relation.via)
  }
  return {
    entity,
    field,
    path,
    joined: (of, join) => published.model.entity(joinTarget(published.model, of.key, join) ?? ''),
    clear: (of, value) => value === undefined || pathsRead(value, of.scope).every((one) => path(of, one)),
  }
}

/**
 * An entity's document as the actor may know it: hidden fields are absent, and what reads them is left out. A computed
 * field that reads a hidden one is shown as a plain field of its result.
 */
export function visibleEntity(
  model: EntityModel,
  visible: Visibility,
  kit: RuntimeOptions['kit'],
): EntityDocument {
  const { document } = model
  const known = (key: string): boolean => visible.field(model.key, key)
  const all = (keys: readonly string[] | undefined): boolean => (keys ?? []).every(known)
  const { lockedWhen, checks, transitions, uniques, duplicates, search, slas, ...rest } = document
  return {
    ...rest,
    fields: document.fields
      .filter((one) => known(one.key))
      .map((one) => plainField(model, one, { visible, kit })),
    ...(search === undefined ? {} : { search: search.filter(known) }),
    ...(lockedWhen !== undefined && visible.clear(model, lockedWhen) ? { lockedWhen } : {}),
    ...(checks === undefined
      ? {}
      : { checks: checks.filter((one) => visible.clear(model, [one.when, one.message]) && all(one.fields)) }),
    ...(transitions === undefined
      ? {}
      : { transitions: transitions.filter((one) => known(one.field) && visible.clear(model, one.when)) }),
    ...(slas === undefined ? {} : { slas: slas.map((one) => visiblePromise(one, known)) }),
    ...(uniques === undefined ? {} : { uniques: uniques.filter((one) => all(one.fields)) }),
    ...(duplicates === undefined
      ? {}
      : {
          duplicates: duplicates
            .filter((one) => all(one.fields))
            .map((one) => visibleRule(one, visible, known)),
        }),
  }
}

/** A promise of service as its reader needs it: what it is called and where it is shown; its terms stay on the server. */
function visiblePromise(sla: SlaDocument, known: (key: string) => boolean): SlaDocument {
  const { key, label, dueField, stateField, stepField, values } = sla
  const shown = (name: 'dueField' | 'stateField' | 'stepField', field: string | undefined): object =>
    field === undefined || !known(field) ? {} : { [name]: field }
  return {
    key,
    label,
    start: false,
    stop: false,
    targets: [],
    ...shown('dueField', dueField),
    ...shown('stateField', stateField),
    ...shown('stepField', stepField),
    ...(values === undefined || stateField === undefined || !known(stateField) ? {} : { values }),
  }
}

function visibleSide(side: string | DuplicateSide, visible: Visibility): boolean {
  if (typeof side === 'string') return visible.entity(side)
  return visible.entity(side.entity) && side.fields.every((key) => visible.field(side.entity, key))
}

/** A duplicate rule without the names of entities and fields that the actor does not know. */
function visibleRule(
  rule: DuplicateDocument,
  visible: Visibility,
  known: (key: string) => boolean,
): DuplicateDocument {
  const { across, show, ...rest } = rule
  return {
    ...rest,
    ...(across === undefined ? {} : { across: across.filter((one) => visibleSide(one, visible)) }),
    ...(show === undefined ? {} : { show: show.filter(known) }),
  }
}

function plainField(
  model: EntityModel,
  field: FieldDocument,
  given: { readonly visible: Visibility; readonly kit: RuntimeOptions['kit'] },
): FieldDocument {
  const { visible, kit } = given
  const { default: standard, settings, ...rest } = field
  const start = standard !== undefined && visible.clear(model, standard) ? { default: standard } : {}
  const type = kit.fields.find(field.type)
  const source = type?.source?.(field)
  const reads = source !== undefined && 'expr' in source ? source.expr : undefined
  if (visible.clear(model, reads))
    return { ...rest, ...start, ...(settings === undefined ? {} : { settings }) }
  const plain = type?.resultType?.(field).type ?? 'text'
  return { ...rest, type: plain }
}
