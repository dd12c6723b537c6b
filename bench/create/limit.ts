import type { LimitRoutes } from '../kit/limit-server.ts'
import { newLead } from '../kit/leads.ts'
import { schema } from '../kit/workspace.ts'

const fields = Object.keys(newLead(0))
const columns = ['id', ...fields, 'created_at', 'updated_at', 'version']
const marks = fields.map((_, index) => `$${index + 1}`)

/** One insert of the same 20 fields. No rule, no history, no audit, no check of anything. */
export const routes: LimitRoutes = (app, pool) => {
  for (const entity of ['enquiry', 'enquiry_plain', 'lead'])
    app.post<{ Body: { [field: string]: unknown } }>(`/${entity}`, async (request, reply) => {
      const { rows } = await pool.query({
        name: entity,
        text: `insert into ${schema}.r_${entity} (${columns.join(', ')}) values (uuidv7(), ${marks.join(', ')}, now(), now(), 1) returning *`,
        values: fields.map((field) => request.body[field]),
      })
      return reply.code(201).send({ data: rows[0] })
    })
}
