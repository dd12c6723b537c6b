import type { Client } from '@mortise/client'
import type { Json, LookupBook, LookupRequest } from '@mortise/expressions'
import { refreshLookups } from '@mortise/forms'
import type { FormStore } from './form-store.ts'
import { lookupFigure } from './lookup-figure.ts'

type Sources = { readonly client: Pick<Client, 'records'>; readonly book: LookupBook }

/** Asks the server for every lookup that the form's expressions wait for, then works them out. */
export async function answerLookups({ client, book }: Sources, store: FormStore): Promise<void> {
  const waiting = book.waiting()
  if (waiting.length === 0) return
  // Several fields of the same record are read at once, as a data link asks for them.
  const { figures = [], firsts = [] } = Object.groupBy(waiting, ({ figure }) =>
    figure === undefined ? 'firsts' : 'figures',
  )
  const together = Map.groupBy(firsts, ({ entity, filter, order }) => JSON.stringify([entity, filter, order]))
  await Promise.all([
    ...[...together.values()].map(async (requests) => {
      const found = await firstFitting(client, requests)
      for (const request of requests) book.provide(request, found?.[request.field] ?? null)
    }),
    ...figures.map(async (request) => book.provide(request, await lookupFigure(client, request))),
  ])
  store.set((state) => refreshLookups(store.program, state))
}

/** What the person may not read counts as nothing; the server works formulas out again on saving. */
async function firstFitting(
  client: Sources['client'],
  requests: readonly LookupRequest[],
): Promise<{ readonly [field: string]: Json } | undefined> {
  const [first] = requests
  if (first === undefined) return undefined
  const { entity, filter, order } = first
  const byId = { field: 'id', dir: 'asc' as const }
  const sort = order
    ? [{ field: order.field, dir: order.descending ? ('desc' as const) : ('asc' as const) }, byId]
    : [byId]
  const fields = [...new Set(requests.map(({ field }) => field))]
  try {
    const { data } = await client.records.query({ entity, fields, filter, sort, limit: 1 })
    return data[0]
  } catch {
    return undefined
  }
}
