import type { LimitRoutes } from '../kit/limit-server.ts'
import { newLead } from '../kit/leads.ts'
import { schema } from '../kit/workspace.ts'

type Values = { readonly [field: string]: unknown }

const sample = newLead(0)
const fields = Object.keys(sample)
/** Arrays of texts are taken apart by Postgres, which knows what each column wants. */
const types = new Map([
  ['budget', 'numeric'],
  ['visits', 'int'],
  ['page_seconds', 'int'],
  ['do_not_email', 'boolean'],
  ['next_at', 'timestamptz'],
  ['last_follow_at', 'timestamptz'],
])
const arrays = fields.map((field, index) => `$${index + 1}::${types.get(field) ?? 'text'}[]`)

/** One INSERT … SELECT unnest of the same rows into the same table. No rule, no history, no audit, no check of anything. */
export const routes: LimitRoutes = (app, pool) => {
  app.post<{ Body: readonly Values[] }>('/leads', async (request, reply) => {
    const { rows } = await pool.query({
      name: 'bulk-create',
      text: `insert into ${schema}.r_lead (id, ${fields.join(', ')}, created_at, updated_at, version)
        select uuidv7(), n.*, now(), now(), 1 from unnest(${arrays.join(', ')}) as n returning *`,
      values: fields.map((field) => request.body.map((row) => row[field])),
    })
    return reply.code(201).send({ data: rows })
  })
}
