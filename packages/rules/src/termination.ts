import { type ErrorDetail, fillTemplate } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ActionDocument, RuleDocument } from '@mortise/schema'
import { cyclesOf, shortestCycle } from './cycles.ts'
import { sameValue } from './values.ts'

/** Fields of entities an action writes; `*` when that can't be known. Bound to the kit's list of actions. */
export type WritesOf = (
  action: ActionDocument,
  entity: string,
) => readonly {
  readonly entity: string
  readonly fields: readonly string[]
  /** The only thing it does to records; absent where it may do either. */
  readonly op?: 'create' | 'update'
}[]

/** Fields of the record that an action reads, beside those its expressions name; undefined when that can't be known. */
export type ReadsOf = (action: ActionDocument) => ReadonlySet<string> | undefined

/** How the loop proof knows what actions do. */
type Facts = { readonly writesOf: WritesOf; readonly readsOf: ReadsOf }

type Write = {
  readonly entity: string
  readonly field: string
  readonly op: 'create' | 'update' | undefined
}

/** First names of the paths an expression reads. */
export function namesIn(expression: Expression | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(visit)
    for (const [operator, args] of Object.entries(value)) {
      const name = Array.isArray(args) ? (args[0] as Json) : args
      const reads = operator === 'var' || operator === 'prev' || operator === 'changed'
      if (reads && typeof name === 'string') names.add(name.split('.')[0] ?? name)
      else visit(args)
    }
  }
  visit(expression ?? null)
  return names
}

function writesOfRule(rule: RuleDocument, writesOf: WritesOf): readonly Write[] {
  return rule.actions.flatMap((action) =>
    writesOf(action, rule.entity).flatMap(({ entity, fields, op }) =>
      fields.map((field) => ({ entity, field, op })),
    ),
  )
}

const unknownReads: ReadsOf = () => undefined

/**
 * Whether a rule before the save would find anything else to do after a write: its actions only set fields of the record
 * from what they read, so a field it does not read changes nothing. True where that can't be told.
 */
function notices(write: Write, rule: RuleDocument, readsOf: ReadsOf): boolean {
  if (rule.phase !== 'beforeSave' || namesIn(rule.condition).has(write.field)) return true
  return rule.actions.some((action) => {
    const reads = readsOf(action)
    return reads === undefined || reads.has(write.field)
  })
}

/** Whether a write can make a rule fire. */
function wakes(write: Write, rule: RuleDocument, readsOf: ReadsOf): boolean {
  const { on, watch = [], fire } = rule.trigger
  if (write.entity !== rule.entity && write.entity !== '*') return false
  const events = (['create', 'update'] as const).filter((event) => on.includes(event))
  if (!events.some((event) => write.op === undefined || write.op === event)) return false
  if (write.field === '*') return true
  if (watch.length > 0) return watch.includes(write.field)
  if (!notices(write, rule, readsOf)) return false
  // A rule that waits for its condition to become true can't be woken by a field the condition doesn't read.
  return rule.condition === undefined || fire === 'everyMatch' || namesIn(rule.condition).has(write.field)
}

/** The plain values a rule sets, by `entity.field`; undefined when any of its actions writes otherwise. */
function constants(rule: RuleDocument, writesOf: WritesOf): ReadonlyMap<string, Json> | undefined {
  const found = new Map<string, Json>()
  for (const action of rule.actions) {
    const set = action['set'] as { readonly [field: string]: Json } | undefined
    for (const { entity, fields } of writesOf(action, rule.entity))
      for (const field of fields) {
        const value = set !== undefined && Object.hasOwn(set, field) ? set[field] : undefined
        if (!isConstant(value)) return undefined
        found.set(`${entity}.${field}`, value)
      }
  }
  return found
}

function isConstant(value: Json | undefined): value is Json {
  if (value === undefined || (typeof value === 'object' && value !== null)) return false
  return typeof value !== 'string' || !(value.startsWith('$') || value.includes('{{'))
}

/** Whether a condition is surely false once a field has a value; only looks at plain comparisons joined by `and`. */
export function isFalseWhen(condition: Expression | undefined, field: string, value: Json): boolean {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return false
  const [operator, args] = Object.entries(condition)[0] ?? []
  const list = (Array.isArray(args) ? args : [args]) as readonly Json[]
  if (operator === 'and') return list.some((one) => isFalseWhen(one, field, value))
  const name = (one: Json | undefined): boolean =>
    typeof one === 'object' && one !== null && 'var' in one && one.var === field
  const [left, right] = list
  if (operator === '!') return name(left) && value !== null && value !== false
  const other = name(left) ? right : name(right) ? left : undefined
  if (other === undefined || (typeof other === 'object' && other !== null)) return false
  if (operator === '==') return !sameValue(other, value)
  return operator === '!=' && sameValue(other, value)
}

/**
 * Whether a rule ends a chain by itself. Two proofs: it sets a constant that makes its own condition false; or it only
 * sets constants, which the second time change nothing and so are no event. Both only hold while no other rule of the
 * cycle writes those fields.
 */
function endsItself(rule: RuleDocument, others: readonly RuleDocument[], writesOf: WritesOf): boolean {
  const foreign = new Set(
    others.flatMap((other) => writesOfRule(other, writesOf).map((write) => `${write.entity}.${write.field}`)),
  )
  const untouched = (key: string): boolean =>
    !foreign.has(key) &&
    !foreign.has(`${key.split('.')[0]}.*`) &&
    !foreign.has('*.*') &&
    !foreign.has(`*.${key.split('.')[1]}`)
  const set = constants(rule, writesOf)
  if (set !== undefined && [...set.keys()].every(untouched)) return true
  return rule.actions.some((action) => {
    const values = (action['set'] ?? action['then'] ?? {}) as { readonly [field: string]: Json }
    const own = writesOf(action, rule.entity).filter((write) => write.entity === rule.entity)
    return own.some(({ fields }) =>
      fields.some((field) => {
        const value = values[field]
        return (
          isConstant(value) &&
          untouched(`${rule.entity}.${field}`) &&
          isFalseWhen(rule.condition, field, value)
        )
      }),
    )
  })
}

/**
 * Publish check: rules that may wake each other for ever. Draws who wakes whom, and for every cycle looks for a rule
 * that provably ends it or that an administrator has bounded (`limits.depth`). Each problem names the cycle's path.
 * Cycles of rules before the save are left to their bound of three passes.
 */
export function proveTermination(
  rules: readonly RuleDocument[],
  writesOf: WritesOf,
  readsOf: ReadsOf = unknownReads,
): readonly (ErrorDetail & { readonly cycle: readonly string[] })[] {
  const facts: Facts = { writesOf, readsOf }
  const enabled = rules.filter((rule) => rule.enabled !== false)
  const edges = (rule: RuleDocument, among: readonly RuleDocument[]): readonly RuleDocument[] => {
    const writes = writesOfRule(rule, facts.writesOf)
    return among.filter((other) => writes.some((write) => wakes(write, other, facts.readsOf)))
  }
  return cyclesOf(enabled, edges).flatMap((component) => {
    if (component.every((rule) => rule.phase === 'beforeSave')) return []
    const open = component.filter(
      (rule) =>
        rule.limits?.depth === undefined &&
        !endsItself(
          rule,
          component.filter((other) => other !== rule),
          writesOf,
        ),
    )
    return cyclesOf(open, edges)
      .filter((cycle) => cycle.some((rule) => rule.phase !== 'beforeSave'))
      .map((cycle) => problem(shortestCycle(cycle, edges).map((rule) => rule.key)))
  })
}

function problem(cycle: readonly string[]): ErrorDetail & { readonly cycle: readonly string[] } {
  const path = [...cycle, cycle[0] ?? ''].join(' → ')
  const zh = '规则可能无限循环：{path}。请让其中一条的条件在执行后不再成立，或设置次数上限（limits.depth）'
  const en =
    'rules may run for ever: {path}. Make the condition of one end by its own action, or set limits.depth'
  return {
    path: `/rules/${cycle[0] ?? ''}`,
    code: 'RULE_LOOP',
    message: { zh: fillTemplate(zh, { path }), en: fillTemplate(en, { path }) },
    cycle,
  }
}
