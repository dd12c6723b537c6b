import { randomUUID } from 'node:crypto'
import { dataOf, type Person } from '../person.ts'
import type { Story } from './types.ts'

type Item = { readonly id: string; readonly rev: number; readonly recordId: string }

/** A seller writes a quote and submits it; director and finance approve where the discount asks for it. */
export const quoteStory: Story = async ({
  seller,
  director,
  finance,
  ledger,
  next,
  random,
  account,
  product,
}) => {
  const mark = `crash-quote-${next()}`
  const deep = random.next() < 0.7
  const lines = [{ product, qty: 10, list_price: '100.00', price: deep ? '70.00' : '95.00' }]
  const made = await seller.write('POST', '/api/records/quote', {
    key: mark,
    body: { account, lines, remark: mark },
  })
  const { id } = dataOf<{ readonly id: string }>(mark, made)
  const started = await seller.write('POST', '/api/flows/quote_discount/start', {
    key: `${mark}-start`,
    body: { entity: 'quote', id, commandId: `${mark}-start` },
  })
  const instance = dataOf<{ readonly id: string }>(`${mark} start`, started).id
  if (deep) for (const person of [director, finance]) await approve(person, id, random.next() < 0.5)
  ledger.add({ kind: 'quote', id, instance, approvals: deep ? 2 : 0 })
}

/** Approves what is in the inbox for the record; impatient people click twice with the same command. */
async function approve(person: Person, recordId: string, twice: boolean): Promise<void> {
  const todo = dataOf<readonly Item[]>('inbox', await person.read('/api/work-items?box=todo&limit=200'))
  const item = todo.find((one) => one.recordId === recordId)
  if (item === undefined) throw new Error(`${person.name} has nothing to decide on quote ${recordId}`)
  const commandId = randomUUID()
  const click = (key: string) =>
    person.write('POST', `/api/work-items/${item.id}/approve`, {
      key,
      body: { commandId, itemRev: item.rev },
    })
  const clicks = await Promise.all(
    twice ? [click(`${commandId}-1`), click(`${commandId}-2`)] : [click(commandId)],
  )
  for (const answer of clicks) dataOf(`approve ${recordId}`, answer)
}
