import { say } from '@mortise/errors'
import type { FlowInstance, WorkItem } from '@mortise/flows'
import type { Model } from '@mortise/schema'
import type { FlowInstanceRow } from '@mortise/store'

/** A step of a flow as whoever submitted may see it: by name and time. Who does it is nobody's business outside. */
export type PublicStep = {
  readonly name: string
  readonly state: 'done' | 'current' | 'refused' | 'returned'
  readonly at: string
}

const instanceOf = (row: FlowInstanceRow): FlowInstance => row.state as unknown as FlowInstance

/** Steps of the flows on a record, oldest first; a step that several people share is one. */
export function stepsOf(
  model: Model,
  rows: readonly FlowInstanceRow[],
  locale: 'zh' | 'en',
): readonly PublicStep[] {
  return rows
    .flatMap((row) => {
      const flow = model.document('flow', row.flow)
      const items = instanceOf(row).items.filter(({ kind }) => kind !== 'read')
      const visits = Map.groupBy(items, ({ nodeId, round }) => `${round} ${nodeId}`)
      return [...visits.values()].flatMap((visit) => {
        const node = flow?.nodes.find(({ id }) => id === visit[0]?.nodeId)
        const name = say(node?.name, locale) || say(flow?.label, locale)
        const stands = standOf(visit)
        return stands === undefined ? [] : [{ name, ...stands }]
      })
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

// What people decided, the strongest word first; a task that was handed on or called off says nothing by itself.
const words = [
  ['rejected', 'refused'],
  ['returned', 'returned'],
  ['approved', 'done'],
  ['timedOut', 'done'],
  ['skipped', 'done'],
] as const

/** How one visit to a step stands; undefined when it was called off before anybody decided. */
function standOf(items: readonly WorkItem[]): Pick<PublicStep, 'state' | 'at'> | undefined {
  const [open] = items.filter(({ state }) => state === 'active' || state === 'waiting')
  if (open !== undefined) return { state: 'current', at: open.createdAt }
  for (const [state, word] of words) {
    const last = items
      .filter((item) => item.state === state)
      .map((item) => item.decidedAt ?? item.createdAt)
      .toSorted()
      .at(-1)
    if (last !== undefined) return { state: word, at: last }
  }
  return undefined
}

/** How the last flow of a record ended; null while one is under way. */
export function outcomeOf(rows: readonly FlowInstanceRow[]): {
  readonly state: 'approved' | 'refused' | 'ended'
  readonly at: string
} | null {
  const runs = rows.map(instanceOf)
  // One that stumbled is still under way for whoever waits: somebody inside sees to it.
  if (runs.length === 0 || runs.some(({ status }) => status === 'running' || status === 'failed')) return null
  const last = runs.toSorted((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? -1 : 1)).at(-1)
  if (last === undefined || last.endedAt === null) return null
  const said = { approved: 'approved', rejected: 'refused' } as const
  const state = last.status === 'approved' || last.status === 'rejected' ? said[last.status] : 'ended'
  return { state, at: last.endedAt }
}
