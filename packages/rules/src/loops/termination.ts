import { type ErrorDetail, fillTemplate, type Localized } from '@mortise/errors'
import type { RuleDocument } from '@mortise/schema'
import { cyclesOf, shortestCycle } from './cycles.ts'
import {
  type DerivedField,
  type Facts,
  fieldMover,
  type FlowActions,
  flowMover,
  type Mover,
  type NameOf,
  ruleMover,
} from './movers.ts'

/** All that may set each other off. */
export type Movers = {
  readonly rules: readonly RuleDocument[]
  readonly flows?: readonly FlowActions[]
  readonly derived?: readonly DerivedField[]
}

/** A circle, as data for a drawing: what stands in it, in order, and why each sets off the next. */
export type Loop = {
  readonly nodes: readonly Pick<Mover, 'id' | 'kind' | 'key' | 'label' | 'entity'>[]
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    /** The field whose change it is; `*` for a record that comes or goes; absent where a flow is started. */
    readonly via: { readonly entity: string; readonly field: string } | null
    readonly sentence: Localized
  }[]
}

/** A circle that may never end, as a problem of publishing. */
export type LoopProblem = ErrorDetail & { readonly cycle: readonly string[]; readonly loop: Loop }

type Reason = { readonly entity: string; readonly field: string } | null

/** Why one mover sets off another; undefined where it does not. */
function reasonOf(from: Mover, to: Mover): Reason | undefined {
  if (to.kind === 'flow' && from.starts.includes(to.key)) return null
  const write = to.wokenBy(from.writes)
  if (write === undefined) return undefined
  // In its own hands a figure that follows itself is a mistake that is told elsewhere.
  if (from.kind === 'field' && to.kind === 'field') return undefined
  return { entity: write.entity, field: write.field }
}

/**
 * Publish check: what may set each other off for ever, over rules, flows, roll-ups and times that follow dates. Draws who
 * wakes whom, and for every circle looks for a rule that provably ends it or that an administrator has bounded
 * (`limits.depth`, `limits.perRecordPerDay`). Circles of rules before the save are left to their bound of three passes.
 */
export function proveTermination(movers: Movers, facts: Facts): readonly LoopProblem[] {
  const all = [
    ...movers.rules.filter((rule) => rule.enabled !== false).map((rule) => ruleMover(rule, facts)),
    ...(movers.flows ?? []).filter(({ flow }) => flow.enabled !== false).map((one) => flowMover(one, facts)),
    ...throughFields(movers.derived ?? []),
  ]
  const edges = (from: Mover, among: readonly Mover[]): readonly Mover[] =>
    among.filter((to) => reasonOf(from, to) !== undefined)
  return cyclesOf(all, edges).flatMap((component) => {
    if (component.every((one) => one.quiet)) return []
    return cyclesOf(endless(component), edges)
      .filter((cycle) => cycle.some((one) => !one.quiet && one.kind !== 'field'))
      .map((cycle) => problem(shortestCycle(startingWithRule(cycle), edges), facts.nameOf))
  })
}

/**
 * Those of a circle that nothing ends. What surely ends comes round only so often, so that what it writes need not be
 * reckoned with when the others are looked at again.
 */
function endless(component: readonly Mover[]): readonly Mover[] {
  const open = component.filter((one) => !one.endsAmong(component.filter((other) => other !== one)))
  return open.length === component.length ? open : endless(open)
}

/** Figures that lean on figures: each is woken by all that wakes those it leans on. */
function throughFields(derived: readonly DerivedField[]): readonly Mover[] {
  const byName = new Map(derived.map((one) => [`${one.entity}.${one.field}`, one]))
  const readsOf = (one: DerivedField, seen: Set<string>): DerivedField['reads'] =>
    one.reads.flatMap((read) => {
      const name = `${read.entity}.${read.field}`
      const below = byName.get(name)
      if (below === undefined || seen.has(name)) return [read]
      seen.add(name)
      return [read, ...readsOf(below, seen)]
    })
  return derived.map((one) => fieldMover({ ...one, reads: readsOf(one, new Set()) }))
}

/** A circle is told from a rule on, or from a flow: a figure is nobody's doing. */
function startingWithRule(cycle: readonly Mover[]): readonly Mover[] {
  const rank = { rule: 0, flow: 1, field: 2 }
  return [...cycle].sort((a, b) => rank[a.kind] - rank[b.kind])
}

const kinds = {
  rule: { zh: '规则', en: 'rule' },
  flow: { zh: '流程', en: 'flow' },
  field: { zh: '汇总或公式', en: 'figure' },
} as const

const named = ({ kind, label }: Mover, language: 'zh' | 'en'): string =>
  language === 'zh' ? `${kinds[kind].zh}“${label.zh}”` : `the ${kinds[kind].en} "${label.en}"`

function sentenceOf(from: Mover, to: Mover, via: Reason, nameOf: NameOf): Localized {
  const [zhFrom, zhTo, enFrom, enTo] = [
    named(from, 'zh'),
    named(to, 'zh'),
    named(from, 'en'),
    named(to, 'en'),
  ]
  if (via === null) return { zh: `${zhFrom}发起${zhTo}`, en: `${enFrom} starts ${enTo}` }
  const called = (language: 'zh' | 'en', field?: string): string =>
    nameOf(via.entity, field)?.[language] ?? field ?? via.entity
  if (via.field === '*')
    return {
      zh: `${zhFrom}新建、修改或删除“${called('zh')}”的记录，触发${zhTo}`,
      en: `${enFrom} makes, changes or deletes records of "${called('en')}", which sets off ${enTo}`,
    }
  return {
    zh: `${zhFrom}修改“${called('zh')}”的“${called('zh', via.field)}”，触发${zhTo}`,
    en: `${enFrom} changes "${called('en', via.field)}" of "${called('en')}", which sets off ${enTo}`,
  }
}

function loopOf(cycle: readonly Mover[], nameOf: NameOf): Loop {
  return {
    nodes: cycle.map(({ id, kind, key, label, entity }) => ({ id, kind, key, label, entity })),
    edges: cycle.map((from, index) => {
      const to = cycle[(index + 1) % cycle.length] ?? from
      const via = reasonOf(from, to) ?? null
      return { from: from.id, to: to.id, via, sentence: sentenceOf(from, to, via, nameOf) }
    }),
  }
}

function problem(cycle: readonly Mover[], nameOf: NameOf = () => undefined): LoopProblem {
  const keys = cycle.map(({ key }) => key)
  const loop = loopOf(cycle, nameOf)
  const path = (language: 'zh' | 'en'): string =>
    [...cycle, ...cycle.slice(0, 1)].map(({ label }) => label[language]).join(' → ')
  const why = (language: 'zh' | 'en'): string =>
    loop.edges.map(({ sentence }) => sentence[language]).join(language === 'zh' ? '；' : '; ')
  const zh = '自动化可能无限循环：{path}（{why}）。请让其中一条规则的条件在执行后不再成立，或给它设置次数上限'
  const en =
    'automation may run for ever: {path} ({why}). Make the condition of one rule end by its own action, or give it a limit'
  const [first] = cycle
  const place = first?.kind === 'flow' ? 'flows' : 'rules'
  return {
    path: `/${place}/${keys[0] ?? ''}`,
    code: 'RULE_LOOP',
    message: {
      zh: fillTemplate(zh, { path: path('zh'), why: why('zh') }),
      en: fillTemplate(en, { path: path('en'), why: why('en') }),
    },
    cycle: keys,
    loop,
  }
}
