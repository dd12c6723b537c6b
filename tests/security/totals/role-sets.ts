import type { Json } from '@mortise/expressions'
import type {
  EntityGrant,
  EntityModel,
  FieldRight,
  GrantDocument,
  Model,
  RoleDocument,
} from '@mortise/schema'

/** Random roles for one person, and records that are shared with him one by one. */
export type RoleSet = {
  readonly seed: number
  readonly roles: readonly RoleDocument[]
  /** Picks the person, from 0 up to 1. */
  readonly person: number
  /** Every so many-th record of these entities is shared with him. */
  readonly shared: readonly { readonly entity: string; readonly every: number }[]
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32): sets of neighbouring seeds have nothing in common. */
function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const name = (key: string): Json => ({ var: key })

/** Conditions on whatever record. */
const common: readonly Json[] = [
  { '==': [name('owner'), { user: 'id' }] },
  { in: [name('owner'), { user: 'subordinates' }] },
  { '!': [{ in: [name('department'), { user: 'deptTree' }] }] },
  { '>': [name('version'), 1] },
]

/** Conditions that lean on values, links and rows of the entities that most reports are made of. */
const own: { readonly [entity: string]: readonly Json[] } = {
  opportunity: [
    { '==': [name('stage'), 'won'] },
    { '>': [name('amount'), 300_000] },
    { in: [name('account.level'), ['A', 'B']] },
    { and: [{ '!=': [name('source'), null] }, { '<': [name('probability'), 0.6] }] },
  ],
  account: [
    { '>': [name('won_amount'), 0] },
    { some: ['opportunity_by_account', { '==': [name('stage'), 'lost'] }] },
  ],
  touch: [{ '!=': [name('opportunity.stage'), 'won'] }],
  ticket: [{ '==': [name('account.owner'), { user: 'id' }] }],
}

/** What reports count, group and follow: hidden on some rows they give away most. */
const countedFields: ReadonlySet<string> = new Set(
  'stage amount source account closed_at campaign total score state at opportunity level won_amount lines'.split(
    ' ',
  ),
)

const scopes = ['own', 'department', 'department_below', 'region', 'shared', 'all', 'all', 'none'] as const
const rights: readonly FieldRight[] = ['hidden', 'masked', 'read']

/** Fields of an entity whose settings name another one of its fields, and those that name these. */
function madeOf(entity: EntityModel, key: string, known: readonly string[] = [key]): readonly string[] {
  const names = (value: unknown): boolean =>
    typeof value === 'string'
      ? value === key || value.startsWith(`${key}.`)
      : typeof value === 'object' && value !== null && Object.values(value).some(names)
  const next = entity.fields
    .filter((one) => !one.system && !known.includes(one.key) && names(one.document.settings))
    .map((one) => one.key)
  return next.reduce<readonly string[]>(
    (found, one) => [...found, ...madeOf(entity, one, [...known, ...next, ...found])],
    next,
  )
}

/** The role sets of a seed over the entities of a model: one to three roles, rights of rows and fields apart in each. */
export function roleSet(model: Model, seed: number): RoleSet {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T
  const scope = ({ key }: EntityModel): GrantDocument =>
    roll() < 0.25
      ? { scope: 'condition', condition: pick([...common, ...(own[key] ?? []), ...(own[key] ?? [])]) }
      : { scope: pick(scopes) }
  const grant = (entity: EntityModel): EntityGrant => {
    const fields = entity.fields.filter((field) => !field.system).map((field) => field.key)
    const counted = fields.filter((field) => countedFields.has(field))
    // Where much is hidden no report is left that could be wrong.
    const some =
      roll() < 0.6 ? [] : [pick(counted.length > 0 && roll() < 0.7 ? counted : fields), pick(fields)]
    const [read, out] = [scope(entity), scope(entity)]
    const drawn = some.map((key): readonly [string, FieldRight] => [key, pick(rights)])
    // What is worked out from a hidden value is told all the same, by design: here it goes with it.
    const alsoShut = drawn.flatMap(([key, right]) =>
      right === 'read' ? [] : madeOf(entity, key).map((one): readonly [string, FieldRight] => [one, right]),
    )
    return { read, export: out, fields: Object.fromEntries([...drawn, ...alsoShut]) }
  }
  const entities = model.entities.filter((one) => one.document.kind !== 'child')
  const roles = Array.from(
    { length: pick([1, 2, 2, 3, 3]) },
    (_, at): RoleDocument => ({
      key: `set_${seed}_${at}`,
      label: `set ${seed} ${at}`,
      entities: Object.fromEntries(entities.flatMap((one) => (roll() < 0.1 ? [] : [[one.key, grant(one)]]))),
      reports: 'all',
      dashboards: 'all',
    }),
  )
  const shared = ['opportunity', 'account', 'lead', 'touch']
    .filter(() => roll() < 0.4)
    .map((entity) => ({ entity, every: 3 + Math.floor(roll() * 6) }))
  return { seed, roles, person: roll(), shared }
}
