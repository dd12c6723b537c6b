import { type LocalizedText, say, text } from '@mortise/errors'
import type { FlowInstance } from '@mortise/flows'
import { approvalsSource, type PrintRow } from '@mortise/prints'
import type { Unit } from '../context/unit.ts'
import type { Sheet } from '../flows/approvals/sheet.ts'
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
    const nodes = new Map(definition?.nodes.map((node) => [node.id, node.name]))
    const nameOf = (id: string): string => unit.people.directory.user(id)?.name ?? ''
    rows.push(...rowsOf(instance.items, { locale, nameOf, nodeName: (id) => nodes.get(id) ?? id }))
  }
  return rows.toSorted((a, b) => (String(a.values['at']) < String(b.values['at']) ? -1 : 1))
}

/** The same of one run, as it was when it ended: people and steps by the names they had then. */
export function sheetRows({ items, names, nodes }: Sheet, locale: 'zh' | 'en'): readonly PrintRow[] {
  return rowsOf(items, {
    locale,
    nameOf: (id) => names[id] ?? '',
    nodeName: (id) => (nodes[id] ?? id) as LocalizedText,
  }).toSorted((a, b) => (String(a.values['at']) < String(b.values['at']) ? -1 : 1))
}

/** Decisions in their words. Who decided in somebody's place is named with whom it was for. */
function rowsOf(
  items: FlowInstance['items'],
  given: {
    readonly locale: 'zh' | 'en'
    readonly nameOf: (id: string) => string
    readonly nodeName: (id: string) => LocalizedText
  },
): readonly PrintRow[] {
  const { locale, nameOf, nodeName } = given
  return items.flatMap((item): readonly PrintRow[] => {
    const result = results[item.state]
    if (result === undefined || item.decidedAt === null) return []
    const own = nameOf(item.assignee)
    const by = item.decidedBy === undefined ? own : nameOf(item.decidedBy)
    const acting = locale === 'zh' ? `${by}（代 ${own}）` : `${by} (for ${own})`
    return [
      {
        entity: approvalsSource,
        values: {
          node: say(nodeName(item.nodeId), locale),
          assignee: item.decidedBy === undefined ? own : acting,
          result: say(result, locale),
          comment: item.comment,
          at: item.decidedAt,
        },
      },
    ]
  })
}
