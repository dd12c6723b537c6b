import type { Client } from '@mortise/client'
import type { Json, LookupBook, LookupRequest } from '@mortise/expressions'
import { refreshLookups } from '@mortise/forms'
import type { FormStore } from './form-store.ts'

type Sources = { readonly client: Pick<Client, 'records'>; readonly book: LookupBook }

/** Asks the server for every lookup that the form's expressions wait for, then works them out. */
export async function answerLookups({ client, book }: Sources, store: FormStore): Promise<void> {
  const waiting = book.waiting()
  if (waiting.length === 0) return
  const answers = await Promise.all(waiting.map((request) => firstFitting(client, request)))
  waiting.forEach((request, index) => {
    book.provide(request, answers[index] ?? null)
  })
  store.set((state) => refreshLookups(store.program, state))
}

/** What the person may not read counts as nothing; the server works formulas out again on saving. */
async function firstFitting(
  client: Sources['client'],
  { entity, filter, field, order }: LookupRequest,
): Promise<Json> {
  const byId = { field: 'id', dir: 'asc' as const }
  const sort = order
    ? [{ field: order.field, dir: order.descending ? ('desc' as const) : ('asc' as const) }, byId]
    : [byId]
  try {
    const { data } = await client.records.query({ entity, fields: [field], filter, sort, limit: 1 })
    return data[0]?.[field] ?? null
  } catch {
    return null
  }
}
