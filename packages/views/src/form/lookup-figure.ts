import type { Client } from '@mortise/client'
import type { Json, LookupRequest } from '@mortise/expressions'

/** The figure that a `tally` asks for, over the records that the person may read; null where none may be. */
export async function lookupFigure(
  client: Pick<Client, 'records'>,
  { entity, filter, field, figure = 'count' }: LookupRequest,
): Promise<Json> {
  const expr = figure === 'count' ? {} : { expr: { var: field } }
  const measures = [{ key: 'figure', agg: figure, ...expr }]
  try {
    const { data } = await client.records.aggregate({ entity, filter, dimensions: [], measures })
    return data[0]?.['figure'] ?? null
  } catch {
    return null
  }
}
