import { language, makeScope, type ScopeName } from '@mortise/expressions'
import { compileRules, matchRules } from '@mortise/rules'
import type { ActionContext, RecordInput, RecordValues, RuleDocument } from '@mortise/schema'
import { newLead } from '../kit/leads.ts'
import { inProcessAtOnce } from '../kit/in-process.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import type { Cost, Measurement } from '../kit/types.ts'

const entity = 'enquiry'
const rulesInAll = 100
const allowed = 0.3

const kinds: { readonly [field: string]: 'number' | 'boolean' | 'datetime' } = {
  visits: 'number',
  page_seconds: 'number',
  budget: 'number',
  do_not_email: 'boolean',
  next_at: 'datetime',
  last_follow_at: 'datetime',
}
const scope = makeScope(
  entity,
  Object.keys(newLead(0)).map(
    (key): ScopeName => ({ key, label: key, type: { kind: kinds[key] ?? 'text' }, nullable: true }),
  ),
)

/** Conditions as people make them: a choice, a limit, and a date that comes near. Every tenth begins to hold. */
function ruleOf(index: number): RuleDocument {
  const when = {
    and: [
      { in: [{ var: 'source' }, ['phone', 'form', 'event']] },
      { '>=': [{ var: 'visits' }, index % 10 === 0 ? 2 : 5 + index] },
      { or: [{ '==': [{ var: 'city' }, '上海'] }, { '>': [{ var: 'budget' }, 1000 * index] }] },
    ],
  }
  return {
    id: `r_${index}`,
    key: `rule_${index}`,
    label: { zh: '规则', en: 'Rule' },
    entity,
    phase: 'afterSave',
    trigger: { on: ['create', 'update'], fire: 'whenBecomesTrue' },
    condition: when,
    actions: [],
  }
}

const rules = compileRules(Array.from({ length: rulesInAll }, (_, index) => ruleOf(index)))
const now = '2026-11-22T02:00:00.000Z'

function contextOf(record: RecordInput): ActionContext {
  const input = { row: record.values, previous: record.previous, isNew: record.isNew, now }
  return {
    record,
    phase: 'afterSave',
    user: undefined,
    now,
    timeZone: 'Asia/Shanghai',
    evaluate: (expression) => language.evaluate(expression, input, scope),
  } as ActionContext
}

function decide(turn: number): number {
  const previous: RecordValues = newLead(turn)
  const values: RecordValues = { ...previous, visits: 3, title: `采购 ${turn}` }
  const record: RecordInput = { entity, id: 'one', values, previous, isNew: false }
  return matchRules(rules, { phase: 'afterSave', event: 'update', record }, contextOf).length
}

/** A change of a record and which of a hundred rules answer it, beside the time that may take. */
export const measurement: Measurement = {
  name: 'rules',
  run: async ({ rounds, effort }) => {
    if (decide(0) !== rulesInAll / 10) throw new Error(`${decide(0)} rules answer`)
    let turn = 0
    const ours = inProcessAtOnce(Math.ceil(500 * effort), () => decide((turn += 1)))
    const limit = (): Promise<Cost> => Promise.resolve({ server: allowed, database: 0, wall: allowed })
    return lineOf('rules', await interleaved({ ours, limit }, rounds), {
      unit: `CPU ms per change decided by ${rulesInAll} rules; the limit is the time it may take`,
      reach: { of: 'ours/limit', bound: 1 },
      judged: 'server',
    })
  },
}
