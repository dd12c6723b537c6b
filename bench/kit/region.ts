import type { Pool } from 'pg'
import { openClient } from './http.ts'
import { signIn } from './sign-in.ts'
import { type Login, schema, seller } from './workspace.ts'

const administrator: Login = { email: 'admin@example.com', password: seller.password }

/** Somebody whose only role is to see the leads of a region, in which the seller's department lies. */
export const regional: Login = { email: 'region@example.com', password: seller.password }

const say = (text: string): object => ({ zh: text, en: text })

const app = {
  'app.json': {
    id: 'a_bench_region',
    key: 'bench_region',
    label: say('bench'),
    version: '0.1.0',
    locale: 'zh-CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
  },
  'roles/bench_region.json': {
    id: 'ro_bench_region',
    key: 'bench_region',
    label: say('bench'),
    entities: { lead: { read: { scope: 'region' } } },
  },
}

/** A tree of regions three deep, departments at its leaves, and somebody in the middle of it. */
export async function addRegion(url: string, pool: Pool): Promise<void> {
  const cookie = await signIn(url, administrator)
  const client = openClient(url, () => ({ cookie, 'x-mortise': '1' }))
  const made = async (path: string, body: object): Promise<string> =>
    ((await client.call({ method: 'POST', path, body })).body as { readonly data: { readonly id: string } })
      .data.id
  const files = Object.fromEntries(Object.entries(app).map(([path, one]) => [path, JSON.stringify(one)]))
  await client.call({ method: 'POST', path: '/api/apps', body: { files } })
  const country = await made('/api/regions', { name: 'country' })
  const east = await made('/api/regions', { name: 'east', parentId: country })
  const north = await made('/api/regions', { name: 'north', parentId: country })
  const places = {
    sales_east: await made('/api/regions', { name: 'delta', parentId: east }),
    marketing: east,
    sales_north: north,
  }
  for (const [key, regionId] of Object.entries(places)) {
    const { rows } = await pool.query<{ id: string }>(`select id from ${schema}.department where key = $1`, [
      key,
    ])
    await client.call({ method: 'PATCH', path: `/api/departments/${rows[0]?.id}`, body: { regionId } })
  }
  const { email, password } = regional
  await made('/api/users', { name: 'region', email, password, regionId: east, roles: ['bench_region'] })
  client.close()
}
