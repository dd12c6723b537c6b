import type { World } from '../world/world.ts'
import type { Call } from './call.ts'

/** A text as it stands in an address. */
export const enc: (text: string) => string = encodeURIComponent

/** Records within and beyond reach, and some that are none. */
export function records(world: World): readonly (readonly [entity: string, id: string])[] {
  const { vaults, partners, hiddenRecord, account, names, unknown } = world
  return [
    ...[vaults.mine, vaults.mates, vaults.west, vaults.deleted, unknown, partners.hidden, 'x'].map(
      (id) => ['vault', id] as const,
    ),
    ['partner', partners.mine],
    ['partner', partners.hidden],
    [names.entity, hiddenRecord],
    ['account', account],
    ['vault_item', unknown],
    ['nowhere', unknown],
  ]
}

/** Entities within and beyond reach, and one that is none. */
export const entities = (world: World): readonly string[] => [
  'vault',
  'vault_item',
  'partner',
  world.names.entity,
  'account',
  'nowhere',
]

/** One call at each of the records; it shows what is planted where others own the record. */
export const atEach = (world: World, rest: string, more: Omit<Call, 'url'> = {}): readonly Call[] =>
  records(world).map(([entity, id]) => ({
    url: `/api/records/${entity}/${id}${rest}`,
    ...(entity === 'vault' && id === world.vaults.west ? more : { ...more, shows: undefined as never }),
  }))

/** List queries as they stand in an address; those of the vault reach for what is hidden there. */
export function lists(world: World): readonly string[] {
  const { field } = world.names
  const { mine } = world.vaults
  const all = [
    '',
    'count=exact',
    'count=estimate',
    'deleted=true',
    'search=CANARY',
    'limit=1&sort=name',
    'sort=-amount',
  ]
  const named = [
    'name',
    field,
    'cost',
    'margin',
    'contact',
    'grade',
    'secret_file',
    'partner.name',
    'partner.note',
    'partner_note',
    'owner.email',
    'items',
    'owner.password_hash',
  ]
  return [
    ...all,
    ...named.map((key) => `fields=${key}`),
    ...named.map((key) => `sort=${key}`),
    ...named.map((key) => `filter=${enc(JSON.stringify({ '!=': [{ var: key }, null] }))}`),
    `filter=${enc(JSON.stringify({ contains: [{ var: field }, 'CANARY'] }))}`,
    `filter=${enc(JSON.stringify({ some: ['items', { contains: [{ var: 'item_secret' }, 'CANARY'] }] }))}`,
    `filter=${enc(JSON.stringify({ '==': [{ var: 'id' }, mine] }))}&fields=name,partner,owner`,
    `filter=${enc('name == 5 +')}`,
    `fields=cos&filter=${enc(JSON.stringify({ '==': [{ var: 'cos' }, 1] }))}`,
    'deleted=true&fields=name,note,code,amount&count=exact',
  ]
}

/** Questions for sums and groups. */
export const bodies = (world: World): readonly object[] => {
  const { field } = world.names
  const n = { key: 'n', agg: 'count' }
  return [
    { dimensions: [{ key: 'd', expr: { var: 'name' } }], measures: [n] },
    { dimensions: [{ key: 'd', expr: { var: field } }], measures: [n] },
    {
      dimensions: [{ key: 'd', expr: { var: 'partner' } }],
      measures: [n, { key: 'm', agg: 'max', expr: { var: 'amount' } }],
    },
    { dimensions: [], measures: [{ key: 'm', agg: 'max', expr: { var: 'cost' } }] },
    { dimensions: [], measures: [{ key: 'm', agg: 'max', expr: { var: 'contact' } }] },
    {
      dimensions: [{ key: 'd', expr: { var: 'partner.name' } }],
      measures: [{ key: 'm', agg: 'min', expr: { var: 'name' } }],
    },
    {
      dimensions: [{ key: 'd', expr: { var: 'stage' } }],
      measures: [n],
      having: { '>': [{ var: field }, 1] },
    },
    { dimensions: [], measures: [{ ...n, filter: { '!=': [{ var: field }, null] } }] },
  ]
}

/** Reports within and beyond reach. */
export const reports = (world: World): readonly string[] => [
  'by_stage',
  'by_secret',
  'list_secret',
  'stage_funnel',
  world.names.report,
  'leads_by_source',
  'none',
]

/** What is written: to fields within and beyond reach, of wrong types, with links and files of others. */
export const values = (world: World): readonly object[] => [
  { name: 'New', stage: 'new' },
  { name: 'New', [world.names.field]: 'x' },
  { name: 'New', cost: '1' },
  { name: 'New', contact: 'x' },
  { name: 'New', partner: world.partners.hidden },
  { name: 'New', owner: world.people.west },
  { name: 'New', secret_file: [] },
  { name: 'New', papers: [{ id: world.files.west, name: 'a', size: 1, type: 'text/plain' }] },
  { name: 'New', papers: [{ id: world.files.hidden, name: 'a', size: 1, type: 'text/plain' }] },
  { name: 'New', items: [{ product: 'p', item_secret: 'x' }] },
  { name: 5, stage: 'none', amount: 'abc', due: 'never', partner: 'x' },
  { name: 'New', version: 9, id: world.vaults.west, created_by: world.people.west },
]

/** Documents of a design. */
export const kinds: readonly string[] = [
  'entity/vault',
  'role/low',
  'report/by_secret',
  'mail/cx',
  'nothing/x',
]
