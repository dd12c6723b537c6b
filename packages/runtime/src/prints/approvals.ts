import { type LocalizedText, say, text } from '@mortise/errors'
import type { FlowInstance } from '@mortise/flows'
import { approvalsSource, type PrintRow, signatureName } from '@mortise/prints'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Sheet } from '../flows/approvals/sheet.ts'
import { definitionOf } from '../flows/definition.ts'
import { type Signed, signaturesOf } from './signatures.ts'

const results: { readonly [state: string]: ReturnType<typeof text> } = {
  approved: text('同意', 'Approved'),
  rejected: text('驳回', 'Rejected'),
  returned: text('退回', 'Returned'),
  transferred: text('转交', 'Handed on'),
  timedOut: text('超时', 'Timed out'),
  skipped: text('跳过', 'Skipped'),
}

/** The decisions on a record as rows, with the signatures that came with them. */
export type Approvals = Signed & { readonly rows: readonly PrintRow[] }

type Asked = {
  readonly locale: 'zh' | 'en'
  /** Whether signatures are printed. */
  readonly signed: boolean
}

const unsigned: Signed = { pictures: {}, runs: [] }

const byTime = (rows: readonly PrintRow[]): readonly PrintRow[] =>
  rows.toSorted((a, b) => (String(a.values['at']) < String(b.values['at']) ? -1 : 1))

/** Who decided what on a record, in the order it happened; runs of all its flows. */
export async function approvalRows(
  unit: Unit,
  actor: Actor,
  given: Asked & { readonly entity: string; readonly id: string },
): Promise<Approvals> {
  const stored = await unit.tx.flows.instancesOf(given.entity, given.id)
  const rows: PrintRow[] = []
  const signed: Signed[] = []
  for (const one of stored) {
    const instance = one.state as unknown as FlowInstance
    const definition = await definitionOf(unit, one.flow, one.definitionVersion)
    const nodes = new Map(definition?.nodes.map((node) => [node.id, node.name]))
    const nameOf = (id: string): string => unit.people.directory.user(id)?.name ?? ''
    const { id: run, items } = instance
    if (given.signed) signed.push(await signaturesOf(unit, actor, { instance, definition, items }))
    rows.push(...rowsOf(items, { locale: given.locale, run, nameOf, nodeName: (id) => nodes.get(id) ?? id }))
  }
  return {
    rows: byTime(rows),
    pictures: Object.assign({}, ...signed.map(({ pictures }) => pictures)) as Signed['pictures'],
    runs: signed.flatMap(({ runs }) => runs),
  }
}

/** The same of one run, as it was when it ended: people and steps by the names they had then. */
export async function sheetRows(
  unit: Unit,
  actor: Actor,
  given: Asked & { readonly sheet: Sheet; readonly run: string },
): Promise<Approvals> {
  const { locale, run, sheet } = given
  const { items, names, nodes } = sheet
  const stored = given.signed ? await unit.tx.flows.instance(run) : null
  const instance = stored?.state as unknown as FlowInstance | undefined
  const signed = instance === undefined ? unsigned : await signaturesOf(unit, actor, { instance, items })
  const nodeName = (id: string): LocalizedText => (nodes[id] ?? id) as LocalizedText
  return {
    ...signed,
    rows: byTime(rowsOf(items, { locale, run, nameOf: (id) => names[id] ?? '', nodeName })),
  }
}

/** Decisions in their words. Who decided in somebody's place is named with whom it was for. */
function rowsOf(
  items: FlowInstance['items'],
  given: {
    readonly locale: 'zh' | 'en'
    readonly run: string
    readonly nameOf: (id: string) => string
    readonly nodeName: (id: string) => LocalizedText
  },
): readonly PrintRow[] {
  const { locale, run, nameOf, nodeName } = given
  return items.flatMap((item): readonly PrintRow[] => {
    const result = results[item.state]
    if (result === undefined || item.decidedAt === null) return []
    const own = nameOf(item.assignee)
    const by = item.decidedBy === undefined ? own : nameOf(item.decidedBy)
    const acting = locale === 'zh' ? `${by}（代 ${own}）` : `${by} (for ${own})`
    const name = nodeName(item.nodeId)
    return [
      {
        entity: approvalsSource,
        values: {
          node: say(name, locale),
          // What a template may call the step.
          steps: [...new Set([item.nodeId, say(name, 'zh'), say(name, 'en')])],
          turn: `${run} ${item.nodeId} ${item.round}`,
          assignee: item.decidedBy === undefined ? own : acting,
          result: say(result, locale),
          approved: item.state === 'approved',
          comment: item.comment,
          at: item.decidedAt,
          ...(item.signature === undefined ? {} : { signature: signatureName(item.signature) }),
        },
      },
    ]
  })
}
