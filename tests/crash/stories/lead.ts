import { dataOf } from '../person.ts'
import type { Story } from './types.ts'

type Lead = { readonly id: string; readonly version: number; readonly [field: string]: unknown }

/** Somebody enters a lead; a hot one is assigned, becomes a task and a notice. Later its company is put right. */
export const leadStory: Story = async ({ admin, ledger, next, random }) => {
  const number = next()
  const hot = random.next() < 0.7
  const name = `crash-lead-${number}`
  const values = {
    name,
    title: hot ? '总监' : '采购',
    source: hot ? 'referral' : 'phone',
    visits: hot ? 6 : 1,
  }
  const made = dataOf<Lead>(name, await admin.write('POST', '/api/records/lead', { key: name, body: values }))
  const { id, version } = made
  ledger.add({ kind: 'lead', id, name, hot, version, values: { ...values, score: hot ? 80 : 0 } })
  if (random.next() < 0.5) return
  const company = `公司 ${number}`
  const changed = dataOf<Lead>(
    `${name} again`,
    await admin.write('PATCH', `/api/records/lead/${id}`, {
      key: `${name}-company`,
      body: { company },
      version,
    }),
  )
  ledger.add({ kind: 'lead', id, name, hot, version: changed.version, values: { ...values, company } })
}
