import { type Localized, type LocalizedText, say } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ActionDocument, FlowDocument, RuleDocument } from '@mortise/schema'
import { dueFields } from '../date-relative.ts'
import { countsToBound, isConstant, isFalseWhen, mustChange, namesIn } from './reads.ts'

/** Fields of entities an action writes; `*` when that can't be known. Bound to the kit's list of actions. */
export type WritesOf = (
  action: ActionDocument,
  entity: string,
) => readonly {
  readonly entity: string
  readonly fields: readonly string[]
  /** The only thing it does to records; absent where it may make or change them. */
  readonly op?: 'create' | 'update' | 'delete'
}[]

/** Fields of the record that an action reads, beside those its expressions name; undefined when that can't be known. */
export type ReadsOf = (action: ActionDocument) => ReadonlySet<string> | undefined

/** Keys of the flows an action starts. */
export type StartsOf = (action: ActionDocument) => readonly string[]

/** What people call an entity, or a field of it; undefined for one that is not known. */
export type NameOf = (entity: string, field?: string) => Localized | undefined

/** How the loop proof knows what actions do, and what people call what it tells of. */
export type Facts = {
  readonly writesOf: WritesOf
  readonly readsOf: ReadsOf
  readonly startsOf: StartsOf
  /** Keys are told where it is absent. */
  readonly nameOf?: NameOf
}

/** A stored figure that is worked out from others: a roll-up, a formula. */
export type DerivedField = {
  readonly entity: string
  readonly field: string
  readonly label: LocalizedText
  readonly reads: readonly { readonly entity: string; readonly field: string }[]
}

/** A flow as far as loops go: the actions of its nodes. */
export type FlowActions = { readonly flow: FlowDocument; readonly actions: readonly ActionDocument[] }

type Write = {
  readonly entity: string
  readonly field: string
  readonly op: 'create' | 'update' | 'delete' | undefined
  /** What it sets, where that is said; absent where it is worked out. */
  readonly value?: Json
}

/** Something that, set off by a change, makes further ones: a rule, a flow, a figure that follows others. */
export type Mover = {
  readonly id: string
  readonly kind: 'rule' | 'flow' | 'field'
  readonly key: string
  readonly label: Localized
  readonly entity: string
  readonly writes: readonly Write[]
  readonly starts: readonly string[]
  /** The write that sets it off, of those one other makes. */
  readonly wokenBy: (writes: readonly Write[]) => Write | undefined
  /** A rule before the save: circles of such end by their three passes. */
  readonly quiet: boolean
  /** Whether it provably ends a circle with these others. */
  readonly endsAmong: (others: readonly Mover[]) => boolean
}

const both = (label: LocalizedText, key: string): Localized => ({
  zh: say(label, 'zh') || key,
  en: say(label, 'en') || key,
})

function writesOfActions(actions: readonly ActionDocument[], entity: string, facts: Facts): readonly Write[] {
  return actions.flatMap((action) => {
    const set = (action['set'] ?? {}) as { readonly [field: string]: Json }
    return facts.writesOf(action, entity).flatMap(({ entity: of, fields, op }) =>
      (op === 'delete' ? ['*'] : fields).map((field) => {
        const value = Object.hasOwn(set, field) ? set[field] : undefined
        return { entity: of, field, op, ...(isConstant(value) ? { value } : {}) }
      }),
    )
  })
}

const isOf = (write: Write, entity: string): boolean => write.entity === entity || write.entity === '*'
const isField = (write: Write, field: string): boolean => write.field === field || write.field === '*'
const does = (write: Write, op: 'create' | 'update' | 'delete'): boolean =>
  write.op === op || (write.op === undefined && op !== 'delete')

/**
 * Whether a rule before the save would find anything else to do after a write: its actions only set fields of the record
 * from what they read, so a field it does not read changes nothing. True where that can't be told.
 */
function notices(write: Write, rule: RuleDocument, facts: Facts): boolean {
  if (rule.phase !== 'beforeSave' || namesIn(rule.condition).has(write.field)) return true
  return rule.actions.some((action) => {
    const reads = facts.readsOf(action)
    return reads === undefined || reads.has(write.field)
  })
}

/** Whether a write may turn a rule's condition: one that waits for it is not woken by fields it does not read. */
function turns(rule: RuleDocument, write: Write): boolean {
  const { condition, trigger } = rule
  if (condition === undefined || trigger.fire === 'everyMatch' || write.field === '*') return true
  return namesIn(condition).has(write.field)
}

function wakesByUpdate(rule: RuleDocument, writes: readonly Write[], facts: Facts): Write | undefined {
  const { watch = [] } = rule.trigger
  const found = writes.filter((write) => isOf(write, rule.entity) && does(write, 'update'))
  if (mustChange(rule.condition).some((field) => !found.some((write) => isField(write, field))))
    return undefined
  if (watch.length === 0)
    return found.find((write) => write.field === '*' || (turns(rule, write) && notices(write, rule, facts)))
  return found.some((write) => turns(rule, write))
    ? found.find((write) => watch.some((field) => isField(write, field)))
    : undefined
}

/** New records may meet any condition, by their defaults; where it is not known whether any are made, fields tell. */
function wakesByCreate(rule: RuleDocument, writes: readonly Write[], facts: Facts): Write | undefined {
  const found = writes.filter((write) => isOf(write, rule.entity) && does(write, 'create'))
  return found.find((write) => write.op === 'create' || (turns(rule, write) && notices(write, rule, facts)))
}

function wakesRule(rule: RuleDocument, writes: readonly Write[], facts: Facts): Write | undefined {
  const { on, dateRelative, related = [] } = rule.trigger
  const found =
    (on.includes('create') ? wakesByCreate(rule, writes, facts) : undefined) ??
    (on.includes('update') ? wakesByUpdate(rule, writes, facts) : undefined) ??
    (on.includes('delete')
      ? writes.find((write) => isOf(write, rule.entity) && does(write, 'delete'))
      : undefined)
  if (found !== undefined) return found
  if (on.includes('dateRelative') && dateRelative) {
    const fields = dueFields(dateRelative)
    const moved = writes.find(
      (write) => isOf(write, rule.entity) && fields.some((field) => isField(write, field)),
    )
    if (moved !== undefined) return moved
  }
  if (!on.includes('related')) return undefined
  return writes.find((write) =>
    related.some(
      ({ entity, link, watch = [], on: events = ['create', 'update', 'delete'] }) =>
        isOf(write, entity) &&
        events.some((event) => event !== 'restore' && does(write, event)) &&
        (!does(write, 'update') ||
          watch.length === 0 ||
          [...watch, link].some((field) => isField(write, field))),
    ),
  )
}

/** The plain values a rule sets, by `entity.field`; undefined when any of its actions writes otherwise. */
function constants(rule: RuleDocument, facts: Facts): ReadonlyMap<string, Json> | undefined {
  const found = new Map<string, Json>()
  for (const action of rule.actions) {
    const set = action['set'] as { readonly [field: string]: Json } | undefined
    for (const { entity, fields, op } of facts.writesOf(action, rule.entity)) {
      // What makes records makes another one each time, whatever their values.
      if (op === 'create' || op === 'delete') return undefined
      for (const field of fields) {
        const value = set !== undefined && Object.hasOwn(set, field) ? set[field] : undefined
        if (!isConstant(value)) return undefined
        found.set(`${entity}.${field}`, value)
      }
    }
  }
  return found
}

/**
 * Whether a rule ends a chain by itself. Three proofs: it only sets constants, which the second time change nothing and
 * so are no event; it sets a constant that makes its own condition false; it counts towards a bound of its condition.
 * Each only holds while nothing else of the circle writes those fields, or sets what keeps the condition false.
 */
function ruleEnds(rule: RuleDocument, others: readonly Mover[], facts: Facts): boolean {
  const { limits } = rule
  if (limits?.depth !== undefined || limits?.perRecordPerDay !== undefined) return true
  const foreign = others.flatMap(({ writes }) => writes)
  const foreignOn = (entity: string, field: string): readonly (Json | undefined)[] =>
    foreign.filter((write) => isOf(write, entity) && isField(write, field)).map(({ value }) => value)
  const untouched = (entity: string, field: string): boolean => foreignOn(entity, field).length === 0
  const starts = rule.actions.some((action) => facts.startsOf(action).length > 0)
  const set = starts ? undefined : constants(rule, facts)
  if (set !== undefined && [...set.keys()].every((key) => untouched(...splitKey(key)))) return true
  return rule.actions.some((action) => {
    const values = (action['set'] ?? action['then'] ?? {}) as { readonly [field: string]: Json }
    const own = facts.writesOf(action, rule.entity).filter((write) => write.entity === rule.entity)
    return own.some(({ fields, op }) =>
      fields.some((field) => {
        if (op === 'create') return false
        const value = values[field]
        if (!isConstant(value))
          return untouched(rule.entity, field) && countsToBound(rule.condition, field, value)
        const closes = (one: Json): boolean => isFalseWhen(rule.condition, field, one)
        return closes(value) && foreignOn(rule.entity, field).every((one) => one !== undefined && closes(one))
      }),
    )
  })
}

function splitKey(key: string): readonly [string, string] {
  const [entity = '', field = ''] = key.split('.')
  return [entity, field]
}

/** A rule as something that moves others. */
export function ruleMover(rule: RuleDocument, facts: Facts): Mover {
  return {
    id: `rule:${rule.key}`,
    kind: 'rule',
    key: rule.key,
    label: both(rule.label, rule.key),
    entity: rule.entity,
    writes: writesOfActions(rule.actions, rule.entity, facts),
    starts: rule.actions.flatMap(facts.startsOf),
    wokenBy: (writes) => wakesRule(rule, writes, facts),
    quiet: rule.phase === 'beforeSave',
    endsAmong: (others) => ruleEnds(rule, others, facts),
  }
}

function wakesFlow({ start, entity }: FlowDocument, writes: readonly Write[]): Write | undefined {
  if (start.type !== 'record') return undefined
  const { on = ['create'], condition } = start
  const asked = namesIn(condition as Expression | undefined)
  return writes.find(
    (write) =>
      isOf(write, entity) &&
      on.some((event) => does(write, event)) &&
      (write.op === 'create' || condition === undefined || [...asked].some((field) => isField(write, field))),
  )
}

/** A flow as something that moves others: what its nodes do, with nobody to wait for in the worst case. */
export function flowMover({ flow, actions }: FlowActions, facts: Facts): Mover {
  return {
    id: `flow:${flow.key}`,
    kind: 'flow',
    key: flow.key,
    label: both(flow.label, flow.key),
    entity: flow.entity,
    writes: writesOfActions(actions, flow.entity, facts),
    starts: actions.flatMap(facts.startsOf),
    wokenBy: (writes) => wakesFlow(flow, writes),
    quiet: false,
    // A start that its own changes rule out is not come back to.
    endsAmong: (others) => flowEnds(flow, actions, { others, facts }),
  }
}

function flowEnds(
  { start, entity }: FlowDocument,
  actions: readonly ActionDocument[],
  given: { readonly others: readonly Mover[]; readonly facts: Facts },
): boolean {
  if (start.type !== 'record' || start.condition === undefined) return false
  const foreign = given.others.flatMap(({ writes }) => writes)
  return actions.some((action) => {
    const values = (action['set'] ?? {}) as { readonly [field: string]: Json }
    return given.facts
      .writesOf(action, entity)
      .filter((write) => write.entity === entity && write.op === 'update')
      .some(({ fields }) =>
        fields.some(
          (field) =>
            isConstant(values[field]) &&
            !foreign.some((write) => isOf(write, entity) && isField(write, field)) &&
            isFalseWhen(start.condition, field, values[field] ?? null),
        ),
      )
  })
}

/** A figure that follows others as something that moves in turn. */
export function fieldMover({ entity, field, label, reads }: DerivedField): Mover {
  return {
    id: `field:${entity}.${field}`,
    kind: 'field',
    key: `${entity}.${field}`,
    label: both(label, field),
    entity,
    writes: [{ entity, field, op: 'update' }],
    starts: [],
    // Rows that come and go change a sum as much as rows that change.
    wokenBy: (writes) =>
      writes.find((write) =>
        reads.some(
          (read) =>
            isOf(write, read.entity) &&
            (isField(write, read.field) || read.field === '*' || write.op === 'delete'),
        ),
      ),
    quiet: false,
    endsAmong: () => false,
  }
}
