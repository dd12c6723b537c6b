import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import { tellPeople } from '../notices/tell-people.ts'
import type { Unit } from '../context/unit.ts'
import { inBoth } from './messages.ts'

/** Runaways after which a rule is stopped until a person lets it go on. */
const mostRunaways = 3

/** Something with a rule that its keepers should look at. */
export type RuleIncident = {
  readonly rule: RuleDocument
  readonly entity: string
  readonly id: string
  readonly why: 'cascade' | 'action'
  readonly data: { readonly [key: string]: Json }
}

const words = {
  cascade: { zh: '被中止：连锁触发过深', en: 'was stopped: it set itself off over and over' },
  action: { zh: '有动作没有成功', en: 'has an action that failed' },
  paused: { zh: '多次失控，已自动停用', en: 'ran away again and again and is now off' },
} as const

/**
 * Notes an incident in the audit log and tells the administrators. A rule that ran away three times is paused: what sets
 * it off from now on does nothing, until somebody lets it go on.
 */
export async function tellIncident(unit: Unit, given: RuleIncident): Promise<void> {
  const { rule, why, data } = given
  await note(unit, given, { action: 'rule_incident', data: { rule: rule.key, ...data } })
  await tellAdmins(unit, given, why)
  if (why !== 'cascade') return
  const { switches } = unit.tx.rules
  if ((await switches.incident(ruleName(rule))) < mostRunaways) return
  await switches.set(ruleName(rule), { paused: true, by: null, reason: 'cascade' })
  await note(unit, given, { action: 'rule_paused', data: { rule: rule.key, reason: 'cascade' } })
  await tellAdmins(unit, given, 'paused')
}

async function note(
  unit: Unit,
  { rule, entity, id }: RuleIncident,
  line: { readonly action: string; readonly data: Json },
): Promise<void> {
  await unit.tx.side.audit({
    ...line,
    actor: null,
    actorName: 'Mortise',
    via: `rule:${rule.key}`,
    ip: null,
    entity,
    recordId: id,
  })
}

async function tellAdmins(
  unit: Unit,
  { rule, entity, id }: RuleIncident,
  what: keyof typeof words,
): Promise<void> {
  const label = inBoth(rule.label)
  const languages = new Map(unit.people.users.map((user) => [user.id, user.locale]))
  const title = (userId: string): string =>
    languages.get(userId) === 'en'
      ? `Rule “${say(label, 'en')}” ${words[what].en}`
      : `规则“${say(label, 'zh')}”${words[what].zh}`
  await tellPeople(
    unit,
    unit.people.directory.admins().map((user) => ({
      userId: user.id,
      title: title(user.id),
      body: null,
      entity,
      recordId: id,
      key: `incident:${what}:${rule.key}:${id}:${user.id}:${unit.now}`,
    })),
  )
}
