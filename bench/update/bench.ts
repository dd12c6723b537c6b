import { addEnquiries } from '../kit/enquiries.ts'
import { fillEnquiries, fillLeads } from '../kit/fill.ts'
import { ownLeads } from '../kit/leads.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage, type Stage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'

type Kind = { readonly name: string; readonly entity: string }

/** What is changed: what the workload says, and a lead of the CRM with the rule that scores. */
const kinds: readonly Kind[] = [
  { name: 'update', entity: 'enquiry_plain' },
  { name: 'update a lead of the CRM', entity: 'lead' },
]

/** Two fields of one record with history and audit. */
export const measurement: Measurement = {
  name: 'update',
  run: (settings) =>
    onStage(
      'update',
      async (pool, url) => {
        await addEnquiries(url, pool)
        await fillLeads(pool, settings.rows)
        await fillEnquiries(pool)
      },
      async (stage) => {
        const lines: Line[] = []
        for (const kind of kinds) lines.push(await measure(stage, { ...kind, settings }))
        return lines
      },
    ),
}

async function measure(
  { pool, ours, limit, side }: Stage,
  given: Kind & { readonly settings: Settings },
): Promise<Line> {
  const { name, entity, settings } = given
  const { rows, rounds, effort } = settings
  const ids = await ownLeads(pool, 2000, entity)
  // As many for one side as for the other: both should be as warm.
  const count = Math.ceil(1600 * effort)
  let turn = 0
  const next = (path: string) => () => {
    turn += 1
    const body = { title: `采购 ${turn}`, visits: turn % 3 }
    return { method: 'PATCH' as const, path: `${path}/${ids[turn % ids.length]}`, body }
  }
  const measured = await interleaved(
    {
      ours: side('ours', count, () => ours.load(count, next(`/api/records/${entity}`))),
      limit: side('limit', count, () => limit.load(count, next(`/${entity}`))),
    },
    rounds,
  )
  return lineOf(name, measured, {
    unit: 'CPU ms of the server per update of two fields',
    reach: { of: 'ours/limit', bound: 3 },
    judged: 'server',
    more: { rows },
  })
}
