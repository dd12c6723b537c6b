import { addEnquiries } from '../kit/enquiries.ts'
import { fillLeads } from '../kit/fill.ts'
import { newLead } from '../kit/leads.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage, type Stage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'

type Kind = { readonly name: string; readonly entity: string; readonly bound: number }

/** What is made: what the workload says, the same without rules, and a lead of the CRM with all that hangs on it. */
const kinds: readonly Kind[] = [
  { name: 'create', entity: 'enquiry', bound: 3 },
  { name: 'create without rules', entity: 'enquiry_plain', bound: 2.2 },
  { name: 'create a lead of the CRM', entity: 'lead', bound: 3 },
]

/** One new record of 20 fields with history and audit. */
export const measurement: Measurement = {
  name: 'create',
  run: (settings) =>
    onStage(
      'create',
      async (pool, url) => {
        await addEnquiries(url, pool)
        await fillLeads(pool, settings.rows)
      },
      async (stage) => {
        const lines: Line[] = []
        let made = 0
        for (const kind of kinds)
          lines.push(await measure(stage, { ...kind, settings, next: () => newLead((made += 1)) }))
        return lines
      },
      // What the asynchronous rule does is another process's work, as where there are many people.
      { env: { MORTISE_WORKER: '0' } },
    ),
}

async function measure(
  { ours, limit, side }: Stage,
  given: Kind & { readonly settings: Settings; readonly next: () => unknown },
): Promise<Line> {
  const { name, entity, bound, settings } = given
  const { rows, rounds, effort } = settings
  // As many for one side as for the other: the engine translates what it has seen often, and both should be as warm.
  const count = Math.ceil(1600 * effort)
  const next = (path: string) => () => ({ method: 'POST' as const, path, body: given.next() })
  const measured = await interleaved(
    {
      ours: side('ours', count, () => ours.load(count, next(`/api/records/${entity}`))),
      limit: side('limit', count, () => limit.load(count, next(`/${entity}`))),
    },
    rounds,
  )
  return lineOf(name, measured, {
    unit: 'CPU ms of the server per record of 20 fields',
    reach: { of: 'ours/limit', bound },
    judged: 'server',
    more: { rows },
  })
}
