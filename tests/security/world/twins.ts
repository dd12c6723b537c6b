import { createTestDatabase, testTemplate } from '@mortise/testkit'
import {
  type Caller,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../../apps/server/src/testing/server.ts'
import type { HiddenNames } from './documents.ts'
import { openPlants } from './plants.ts'
import { made, makePeople, publishDesign } from './world.ts'

/** One of two workspaces that differ in nothing but what `low` may not see. */
export type Twin = {
  readonly server: TestServer
  /** Ids by the part they play; the same names in both twins. */
  readonly ids: ReadonlyMap<string, string>
  readonly signIn: () => Promise<Caller>
  /** An answer with ids and times taken out: each id by the order in which it was first seen. */
  readonly masked: (body: string) => string
}

export const names: HiddenNames = { field: 'hidden_word', entity: 'hidden_thing', report: 'hidden_report' }

/** How many records there are to read, and how many beyond reach share their unique codes between the twins. */
export const sizes: { readonly visible: number; readonly beyond: number } = { visible: 14, beyond: 8 }

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const stages = ['new', 'won', 'lost', null]

type Make = (entity: string, values: object) => Promise<string>

/** Values that both twins share. */
function plain(at: number): object {
  return {
    name: pick(['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'], at) + String(at),
    amount: pick([null, '1', '5', '5', '12.5', '100'], at * 5),
    stage: pick(stages, at * 3),
    due: pick([null, '2026-01-15', '2026-04-01', '2026-11-30'], at * 7),
    note: pick([null, 'red', 'green', 'blue sky'], at),
  }
}

/** Values that only one of them has. */
function secret(variant: 'a' | 'b', at: number): object {
  const n = variant === 'a' ? at : 91 - at * 3
  return {
    [names.field]: `${variant}-word-${n}`,
    // What a mask leaves to see is the same.
    contact: `con-${variant}${n}-${1000 + at}`,
    cost: String(n * 7 + 1),
    grade: n % 2 === 0 ? 'a' : null,
    items: [{ product: `thing ${at}`, item_secret: `${variant}-item-${n}` }],
  }
}

async function fill(
  make: Make,
  people: { readonly [name: string]: string },
  variant: 'a' | 'b',
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const say = (at: number): string => `${variant}-${variant === 'a' ? at : 77 - at}`
  ids.set('partner 0', await make('partner', { name: 'Partner', note: 'open', owner: people['low'] }))
  ids.set(
    'partner 1',
    await make('partner', { name: `P ${say(1)}`, note: `N ${say(2)}`, owner: people['west'] }),
  )
  for (let at = 0; at < sizes.visible; at += 1) {
    const owner = pick([people['low'], people['mate']], at)
    const values = {
      ...plain(at),
      ...secret(variant, at),
      owner,
      code: `M-${at}`,
      partner: pick([ids.get('partner 0'), ids.get('partner 1'), null], at),
    }
    ids.set(`vault ${at}`, await make('vault', values))
  }
  const beyond = sizes.beyond + (variant === 'b' ? 3 : 0)
  for (let at = 0; at < beyond; at += 1) {
    // The same codes are taken in both, by other records: that a value is taken is all that may ever be told.
    const turn = variant === 'a' ? at : (at * 3 + 1) % sizes.beyond
    const values = {
      ...plain(at),
      ...secret(variant, at + 20),
      name: `Beyond ${say(at)}`,
      amount: String(variant === 'a' ? at * 3 : at * 11),
      note: `${say(at)} red`,
      stage: pick(stages, variant === 'a' ? at : at + 1),
      partner: pick([ids.get('partner 0'), null], variant === 'a' ? at : at + 1),
      owner: people['west'],
      ...(at < sizes.beyond ? { code: `H-${turn}` } : {}),
    }
    const id = await make('vault', values)
    if (at < sizes.beyond) ids.set(`beyond ${at}`, id)
  }
  ids.set('thing 0', await make(names.entity, { name: say(9), about: ids.get('vault 0') }))
  return ids
}

/** Opens one of them. */
export async function openTwin(variant: 'a' | 'b'): Promise<Twin> {
  const database = await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) })
  const server = await serverOn(database)
  const admin = await server.signIn('admin@example.com')
  // How often a rule tells of a new record is told by the rule, whatever the record: it has no part in this.
  await publishDesign(admin, { plants: openPlants(), names, without: ['tell'] })
  const people = await makePeople(admin)
  const make: Make = async (entity, values) =>
    (
      (await made(admin.post(`/api/records/${entity}?ignoreDuplicates=true`, values))) as {
        readonly id: string
      }
    ).id
  const ids = new Map(await fill(make, people, variant))
  const bin = ids.get('vault 5') ?? ''
  await made(admin.post('/api/records/vault/bulk', { ids: [bin], delete: true }))
  for (const at of ['vault 0', 'vault 1', 'beyond 0'])
    ids.set(
      `run ${at}`,
      (
        (await made(admin.post('/api/flows/check/start', { entity: 'vault', id: ids.get(at) }))) as {
          readonly id: string
        }
      ).id,
    )
  await made(
    admin.patch(`/api/records/vault/${ids.get('vault 2')}`, {
      [names.field]: `${variant} again`,
      note: 'changed',
    }),
  )
  for (const [name, id] of Object.entries(people)) ids.set(`person ${name}`, id)
  ids.set('nothing 0', '019a0000-0000-7000-8000-000000000000')
  return { server, ids, signIn: () => server.signIn('low@rights.example'), masked: masking(ids) }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+\d\d:?\d*)?/g
const cursor = /"nextCursor":"([\w-]+)"/g

/** Gives every id the number of its first appearance; where two instances answer alike, the numbers are alike. */
function masking(known: ReadonlyMap<string, string>): (body: string) => string {
  const numbers = new Map([...known].map(([name, id]) => [id, `<${name}>`]))
  const number = (id: string): string => {
    if (!numbers.has(id)) numbers.set(id, `<${numbers.size}>`)
    return numbers.get(id) ?? ''
  }
  return (body) =>
    body
      .replace(/"requestId":"[^"]*"/g, '')
      .replace(cursor, (_, text: string) => `"nextCursor":${Buffer.from(text, 'base64url').toString('utf8')}`)
      .replace(time, '<time>')
      .replace(/"(dwell_\w+)":[\d.e-]+/g, '"$1":<time>')
      .replace(uuid, number)
}
