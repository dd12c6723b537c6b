import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { EntityDocument, RecordValues } from '@mortise/schema'
import { systemActor } from '../../context/actor.ts'
import type { Workspace } from '../../context/workspace.ts'
import { rootCause } from '../../records/cause.ts'
import { createRecords } from '../../records/save-many.ts'
import { installParts } from '../../testing/stage.ts'

/** A public set of sales, where it stands beside the project; `CRM_SALES` says where else to look. */
const folder =
  process.env['CRM_SALES'] ?? resolve(import.meta.dirname, '../../../../../../shared/data/crm_sales')

/** Deals to try, spread over the set; `CRM_SALES_ROWS=8800` for all of them. */
const most = Number(process.env['CRM_SALES_ROWS'] ?? 1500)

/** A connection for SQL written by hand. */
type ByHand = { readonly query: (text: string, values?: unknown[]) => Promise<unknown> }

/** Lines of a file as they are: no value of the set has a comma in it. */
type Lines = readonly (readonly string[])[]

type Files = {
  readonly teams: Lines
  readonly accounts: Lines
  readonly products: Lines
  readonly deals: Lines
}

function linesOf(name: string): Lines {
  const text = readFileSync(join(folder, `${name}.csv`), 'utf8')
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','))
}

/** The public set, else sales of the same kind made here, with the same faults in them. */
function files(): Files {
  if (!existsSync(folder)) return made()
  return {
    teams: linesOf('sales_teams'),
    accounts: linesOf('accounts'),
    products: linesOf('products'),
    deals: spread(linesOf('sales_pipeline')),
  }
}

function spread(lines: Lines): Lines {
  const step = Math.max(1, Math.floor(lines.length / most))
  return lines.filter((_, at) => at % step === 0)
}

function made(): Files {
  let state = 7
  const roll = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const count = <T>(n: number, one: (at: number) => T): readonly T[] =>
    Array.from({ length: n }, (_, at) => one(at))
  const teams = count(12, (at) => [
    `Agent ${at}`,
    `Manager ${at % 3}`,
    ['East', 'West', 'Central'][at % 3] ?? '',
  ])
  const accounts = count(16, (at) => [`Account ${at}`, ['retail', 'technolgy', 'medical'][at % 3] ?? ''])
  const products = [
    ['GTX Pro', 'GTX', '4821'],
    ['MG Special', 'MG', '55'],
    ['GTK 500', 'GTK', '26768'],
  ]
  const day = (at: number): string => {
    const date = new Date(Date.UTC(2016, 10, 1 + at))
    return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  }
  const deals = count(700, (at) => {
    const stage = ['Won', 'Won', 'Won', 'Lost', 'Lost', 'Engaging', 'Prospecting'][roll(7)] ?? 'Won'
    const closed = stage === 'Won' || stage === 'Lost'
    const begun = roll(280)
    return [
      `N${at}`,
      `Agent ${roll(11)}`,
      ['GTXPro', 'MG Special', 'GTK 500'][roll(3)] ?? '',
      closed || roll(3) > 0 ? `Account ${roll(16)}` : '',
      stage,
      stage === 'Prospecting' ? '' : day(begun),
      closed ? day(begun + roll(140)) : '',
      stage === 'Won' ? String(40 + roll(30_000)) : stage === 'Lost' ? '0' : '',
    ]
  })
  return { teams, accounts, products, deals }
}

const label = 'x'
const plain = (key: string, type: string) => ({ key, label, type })
const link = (key: string, target: string) => ({ key, label, type: 'link', settings: { target } })
const stages = [
  ['Prospecting', 'open'],
  ['Engaging', 'open'],
  ['Won', 'won'],
  ['Lost', 'lost'],
].map(([value = '', kind = '']) => ({ value, label: value, kind }))

const entities: readonly EntityDocument[] = [
  { key: 'agent', label, title: 'name', fields: [plain('name', 'text'), plain('region', 'text')] },
  { key: 'product', label, title: 'name', fields: [plain('name', 'text'), plain('series', 'text')] },
  { key: 'customer', label, title: 'name', fields: [plain('name', 'text'), plain('sector', 'text')] },
  {
    key: 'sale',
    label,
    title: 'no',
    fields: [
      plain('no', 'text'),
      link('agent', 'agent'),
      link('product', 'product'),
      link('customer', 'customer'),
      { key: 'stage', label, type: 'select', history: true, settings: { options: stages } },
      plain('engaged', 'date'),
      plain('closed', 'date'),
      { key: 'value', label, type: 'money', settings: { scale: 2 } },
    ],
  },
  {
    key: 'touch',
    label,
    title: 'channel',
    fields: [link('sale', 'sale'), plain('channel', 'text'), plain('at', 'datetime')],
  },
  { key: 'spend', label, title: 'channel', fields: [plain('channel', 'text'), plain('amount', 'integer')] },
  {
    key: 'trip',
    label,
    title: 'team',
    fields: [
      plain('team', 'text'),
      { key: 'stage', label, type: 'select', history: true, settings: { options: stages } },
    ],
  },
]

/** `10/20/2016` as `2016-10-20`; nothing stays nothing. */
function dayOf(text: string | undefined): string | null {
  const [month = '', day = '', year] = (text ?? '').split('/')
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

async function raw(client: ByHand, { teams, accounts, deals }: Files): Promise<void> {
  await client.query(`create schema raw;
    create table raw.teams (agent text, region text);
    create table raw.accounts (account text, sector text);
    create table raw.touches (id int, no text, channel text, at timestamptz);
    create table raw.spends (channel text, amount numeric);
    create table raw.deals (no text, agent text, product text, account text, stage text, engaged date, closed date, value numeric)`)
  const fill = (table: string, rows: readonly (readonly (string | null)[])[]): Promise<unknown> => {
    const values = rows[0]?.map((_, at) => rows.map((row) => row[at] ?? null)) ?? []
    const types =
      table === 'deals'
        ? ['text', 'text', 'text', 'text', 'text', 'date', 'date', 'numeric']
        : ['text', 'text']
    const list = types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')
    return client.query(`insert into raw.${table} select * from unnest(${list})`, [...values])
  }
  await fill(
    'teams',
    teams.map(([agent = '', , region = '']) => [agent, region]),
  )
  await fill(
    'accounts',
    accounts.map(([account = '', sector = '']) => [account, sector]),
  )
  await fill(
    'deals',
    deals.map(([no = '', agent = '', product = '', account, stage = '', engaged, closed, value]) => [
      no,
      agent,
      product === 'GTXPro' ? 'GTX Pro' : product,
      account || null,
      stage,
      dayOf(engaged),
      dayOf(closed),
      value || null,
    ]),
  )
}

async function save(
  workspace: Workspace,
  entity: string,
  rows: readonly RecordValues[],
): Promise<readonly string[]> {
  const saved = await workspace.unit((unit) =>
    createRecords(unit, systemActor('test'), {
      entity,
      rows,
      ignoreDuplicates: true,
      cause: rootCause('test'),
    }),
  )
  return saved.map((one) => one.record.id)
}

/** The sales as records of a workspace, and the same lines in tables of their own, for SQL written by hand. */
export async function openSales(workspace: Workspace, client: ByHand): Promise<void> {
  await installParts(workspace, { entity: entities })
  const all = files()
  const named = async (
    entity: string,
    lines: Lines,
    field: string,
    at: number,
  ): Promise<Map<string, string>> => {
    const rows = lines.map((line) => ({ name: line[0] ?? '', [field]: line[at] ?? '' }))
    const ids = await save(workspace, entity, rows)
    return new Map(lines.map((line, index) => [line[0] ?? '', ids[index] ?? '']))
  }
  const agents = await named('agent', all.teams, 'region', 2)
  const products = await named('product', all.products, 'series', 1)
  const customers = await named('customer', all.accounts, 'sector', 1)
  const sales = new Map<string, string>()
  for (let from = 0; from < all.deals.length; from += 2000) {
    const part = all.deals.slice(from, from + 2000)
    const ids = await save(
      workspace,
      'sale',
      part.map(([no = '', agent = '', product = '', account = '', stage = '', engaged, closed, value]) => ({
        no,
        agent: agents.get(agent) ?? null,
        product: products.get(product === 'GTXPro' ? 'GTX Pro' : product) ?? null,
        customer: customers.get(account) ?? null,
        stage,
        engaged: dayOf(engaged),
        closed: dayOf(closed),
        value: value || null,
      })),
    )
    for (const [at, [no = '']] of part.entries()) sales.set(no, ids[at] ?? '')
  }
  await raw(client, all)
  await touched(workspace, client, { deals: all.deals, sales })
  // As the database does by itself a while after so much was written.
  await client.query('analyze')
}

const channels = ['ads', 'fair', 'mail', 'web']

/** Touches before every eighth deal, some of them long before and some after, and what each channel cost. */
async function touched(
  workspace: Workspace,
  client: ByHand,
  { deals, sales }: { readonly deals: Lines; readonly sales: ReadonlyMap<string, string> },
): Promise<void> {
  const rows = deals
    .filter(([, , , , stage], at) => stage === 'Won' && at % 8 === 0)
    .flatMap(([no = '', , , , , , closed], at) =>
      Array.from({ length: at % 5 }, (_, n) => {
        const ago = ((at * 13 + n * 29) % 120) - 6 + n / 24
        const when = Date.parse(`${dayOf(closed) ?? ''}T03:00:00Z`) - ago * 86_400_000
        return { no, channel: channels[(at + n * n) % 4] ?? '', at: new Date(Math.round(when)).toISOString() }
      }),
    )
  await save(
    workspace,
    'touch',
    rows.map(({ no, ...touch }) => ({ sale: sales.get(no) ?? null, ...touch })),
  )
  const spends = channels.slice(1).map((channel, at) => ({ channel, amount: 1000 * (at + 1) }))
  await save(workspace, 'spend', spends)
  const list = (key: 'no' | 'channel' | 'at'): readonly string[] => rows.map((row) => row[key])
  await client.query(
    `insert into raw.touches select t.n, t.no, t.channel, t.at from unnest($1::text[], $2::text[], $3::timestamptz[]) with ordinality as t(no, channel, at, n)`,
    [list('no'), list('channel'), list('at')],
  )
  await client.query(`insert into raw.spends select * from unnest($1::text[], $2::numeric[])`, [
    spends.map((one) => one.channel),
    spends.map((one) => one.amount),
  ])
}
