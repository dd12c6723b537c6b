import { say, text } from '@mortise/errors'
import type { FlowInstance } from '@mortise/flows'
import { approvalsSource, type PrintRow } from '@mortise/prints'
import type { Unit } from '../context/unit.ts'
import { definitionOf } from '../flows/definition.ts'

const results: { readonly [state: string]: ReturnType<typeof text> } = {
  approved: text('同意', 'Approved'),
  rejected: text('驳回', 'Rejected'),
  returned: text('退回', 'Returned'),
  transferred: text('转交', 'Handed on'),
  timedOut: text('超时', 'Timed out'),
  skipped: text('跳过', 'Skipped'),
}

/** Who decided what on a record, in the order it happened; runs of all its flows. */
export async function approvalRows(
  unit: Unit,
  record: { readonly entity: string; readonly id: string },
  locale: 'zh' | 'en',
): Promise<readonly PrintRow[]> {
  const stored = await unit.tx.flows.instancesOf(record.entity, record.id)
  const rows: PrintRow[] = []
  for (const one of stored) {
    const instance = one.state as unknown as FlowInstance
    const definition = await definitionOf(unit, one.flow, one.definitionVersion)
    for (const item of instance.items) {
      const result = results[item.state]
      if (result === undefined || item.decidedAt === null) continue
      const node = definition?.nodes.find((each) => each.id === item.nodeId)
      rows.push({
        entity: approvalsSource,
        values: {
          node: say(node?.name ?? item.nodeId, locale),
          assignee: unit.people.directory.user(item.assignee)?.name ?? '',
          result: say(result, locale),
          comment: item.comment,
          at: item.decidedAt,
        },
      })
    }
  }
  return rows.toSorted((a, b) => (String(a.values['at']) < String(b.values['at']) ? -1 : 1))
}
